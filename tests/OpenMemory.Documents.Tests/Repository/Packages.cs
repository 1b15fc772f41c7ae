using System.Xml.Linq;

namespace OpenMemory.Documents.Tests;

/// <summary>What the build files say of packages.</summary>
internal static class Packages
{
    /// <summary>Where the repository is published.</summary>
    internal static string RepositoryUrl { get; } = Property("RepositoryUrl", "src", "Directory.Build.props");

    /// <summary>The one version.</summary>
    internal static string Version { get; } = Property("Version", "Directory.Build.props");

    private static string Property(string name, params string[] file) => XDocument.Load(RepositoryFiles.PathOf(file)).Descendants(name).Single().Value;
}
