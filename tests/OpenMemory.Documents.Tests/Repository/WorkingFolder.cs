namespace OpenMemory.Documents.Tests;

/// <summary>A folder of its own that is the current one meanwhile: examples name files without a path.</summary>
internal sealed class WorkingFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;

    internal WorkingFolder() => Environment.CurrentDirectory = _folder.Root;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }
}
