namespace OpenMemory.Documents.Tests;

/// <summary>A folder and a console of one program's own, until the run ends.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _output = new();

    internal ProgramRun(string folder)
    {
        Environment.CurrentDirectory = folder;
        Console.SetOut(_output);
    }

    /// <summary>What the program printed so far.</summary>
    internal string Printed => _output.ToString();

    public void Dispose()
    {
        Console.SetOut(_console);
        Environment.CurrentDirectory = _before;
        _output.Dispose();
    }
}
