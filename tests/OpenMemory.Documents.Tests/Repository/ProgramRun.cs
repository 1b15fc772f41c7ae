namespace OpenMemory.Documents.Tests;

/// <summary>An empty current folder and a console of one example's own, until the run ends: examples name files without a path.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _output = new();

    internal ProgramRun()
    {
        Environment.CurrentDirectory = _folder.Root;
        Console.SetOut(_output);
    }

    internal string Folder => _folder.Root;

    /// <summary>What the program printed so far.</summary>
    internal string Printed => _output.ToString();

    public void Dispose()
    {
        Console.SetOut(_console);
        Environment.CurrentDirectory = _before;
        _output.Dispose();
        _folder.Dispose();
    }
}
