namespace OpenMemory.Packages.Tests;

/// <summary>Makes the packages anew, once for all tests, with the command that the documents give.</summary>
[SetUpFixture]
public sealed class Packed
{
    internal static string Folder { get; } = RepositoryFiles.PathOf("artifacts", "packages");

    /// <summary>Where packages are unpacked: among the user's own a version stays for ever, also when it was packed anew.</summary>
    internal static string Cache { get; } = RepositoryFiles.PathOf("artifacts", "consumer", "packages");

    [OneTimeSetUp]
    public void Pack()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(Cache))
        {
            foreach (string unpacked in Directory.EnumerateDirectories(Cache, "openmemory*")) Directory.Delete(unpacked, recursive: true);
        }
        Child.Run(RepositoryFiles.Root, [], "dotnet", "pack");
    }
}
