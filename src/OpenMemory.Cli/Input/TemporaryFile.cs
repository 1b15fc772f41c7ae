namespace OpenMemory.Cli.Input;

/// <summary>A file that is gone when it is no longer needed.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
