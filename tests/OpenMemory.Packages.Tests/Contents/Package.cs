using System.IO.Compression;
using System.Xml.Linq;

namespace OpenMemory.Packages.Tests;

/// <summary>A package as it lies in the folder.</summary>
internal sealed class Package
{
    internal static readonly string[] Modules =
    [
        "OpenMemory.Core", "OpenMemory.Compression", "OpenMemory.Disclosure", "OpenMemory.Erasure", "OpenMemory.Signing", "OpenMemory.Supersession",
        "OpenMemory.Store", "OpenMemory.Store.Sqlite",
    ];

    internal static readonly string[] All = ["OpenMemory", .. Modules, "OpenMemory.Cli"];

    private readonly Dictionary<string, byte[]> _files;

    internal Package(string id, string extension = "nupkg")
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Packed.Folder, $"{id}.{Version}.{extension}"));
        _files = archive.Entries.ToDictionary(static entry => entry.FullName, Read);
        using MemoryStream nuspec = new(_files[id + ".nuspec"]);
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
    }

    /// <summary>The one version, from the one place.</summary>
    internal static string Version { get; } =
        XDocument.Load(RepositoryFiles.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    internal XElement Metadata { get; }

    /// <summary>Every file but those that belong to the form of a package.</summary>
    internal IEnumerable<string> Files => _files.Keys.Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal)
        && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal));

    internal byte[] this[string file] => _files[file];

    internal string Value(string name) => Metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    internal IEnumerable<XElement> Elements(string name) => Metadata.Descendants().Where(element => element.Name.LocalName == name);

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
