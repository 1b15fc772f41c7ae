namespace OpenMemory.Tests;

/// <summary>Finds the files of the checkout that the tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The top folder.</summary>
    internal static string Root { get; } = FindRoot();

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>C# sources below a folder, build output left out.</summary>
    internal static string[] Sources(params string[] folder) =>
        [.. Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OpenMemory.sln"))) return folder;
        }
        throw new DirectoryNotFoundException("The tests run from inside a checkout.");
    }
}
