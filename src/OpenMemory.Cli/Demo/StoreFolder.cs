namespace OpenMemory.Cli.Demo;

/// <summary>Where the demo's store lies: in a folder that somebody named and that stays, or in a temporary one that goes with the demo.</summary>
internal sealed class StoreFolder(string? kept) : IDisposable
{
    internal string Path { get; } = kept ?? Directory.CreateTempSubdirectory("openmemory-demo-store-").FullName;

    public void Dispose()
    {
        if (kept is null) Directory.Delete(Path, recursive: true);
    }
}
