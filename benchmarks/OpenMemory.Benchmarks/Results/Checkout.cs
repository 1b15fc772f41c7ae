namespace OpenMemory.Benchmarks;

/// <summary>The checkout that the program was built in.</summary>
internal static class Checkout
{
    /// <summary>The top folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not lie in a checkout.</exception>
    internal static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory) ?? throw new DirectoryNotFoundException("Not in a checkout; name the folder of the results.");

    /// <summary>The folder with one folder for each processor.</summary>
    internal static string Results => Path.Combine(Root, "benchmarks", "results");

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "OpenMemory.sln"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
