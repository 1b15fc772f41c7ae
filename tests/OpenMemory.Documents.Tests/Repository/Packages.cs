using System.Xml.Linq;

namespace OpenMemory.Documents.Tests;

/// <summary>What the build files say of packages.</summary>
internal static class Packages
{
    /// <summary>Where the repository is published.</summary>
    internal static string RepositoryUrl { get; } = Property("RepositoryUrl");

    private static string Property(string name) =>
        XDocument.Load(RepositoryFiles.PathOf("src", "Directory.Build.props")).Descendants(name).Single().Value;
}
