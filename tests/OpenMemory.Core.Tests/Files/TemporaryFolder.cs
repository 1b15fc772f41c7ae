namespace OpenMemory.Tests;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("mg-tests-").FullName;

    internal string this[string name] => Path.Combine(Root, name);

    /// <summary>The names of everything in the folder, in order.</summary>
    internal string[] Names => [.. Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
