using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpenMemory.Packages.Tests;

/// <summary>What lies in each package.</summary>
[TestFixture]
public sealed class ContentTests
{
    private static readonly string[] s_modules = Package.Modules;

    [TestCaseSource(nameof(s_modules))]
    public void A_module_is_one_assembly_with_its_documentation(string id)
    {
        Assert.That(new Package(id).Files, Is.EquivalentTo(new[] { "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }));
        Assert.That(new Package(id, "snupkg").Files, Is.EquivalentTo(new[] { $"lib/net10.0/{id}.pdb" }));
    }

    [Test]
    public void The_package_of_all_modules_has_no_code() =>
        Assert.That(new Package("OpenMemory").Files, Is.EquivalentTo(new[] { "README.md", "icon.png", "lib/net10.0/_._" }));

    [Test]
    public void The_tool_carries_every_module_and_no_text_for_compilers()
    {
        string[] files = [.. new Package("OpenMemory.Cli").Files];
        string[] ours = ["openmemory", .. Package.Modules];
        string[] others =
        [
            "BouncyCastle.Cryptography", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Spectre.Console",
            "SQLitePCLRaw.batteries_v2", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "System.CommandLine",
        ];
        IEnumerable<string> expected = ours.SelectMany(static name => new[] { name + ".dll", name + ".pdb" }).Concat(others.Select(static name => name + ".dll"))
            .Concat(["openmemory.deps.json", "openmemory.runtimeconfig.json", "DotnetToolSettings.xml"]).Select(static name => "tools/net10.0/any/" + name);
        Assert.That(files.Where(static file => !file.Contains("/runtimes/", StringComparison.Ordinal)), Is.EquivalentTo(expected.Concat(["README.md", "icon.png"])));
    }

    [TestCaseSource(typeof(Package), nameof(Package.All))]
    public void The_readme_and_the_icon_are_those_of_the_repository(string id)
    {
        Package package = new(id);
        Assert.That(package["README.md"], Is.EqualTo(File.ReadAllBytes(RepositoryFiles.PathOf("src", id, "README.md"))));
        Assert.That(package["icon.png"], Is.EqualTo(File.ReadAllBytes(RepositoryFiles.PathOf("src", "Packaging", "icon.png"))));
        Assert.That(package["icon.png"].AsSpan(0, 8).SequenceEqual<byte>([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Is.True);
    }

    [TestCaseSource(nameof(s_modules))]
    public void The_assembly_is_the_one_built_for_release(string id) =>
        Assert.That(new Package(id)[$"lib/net10.0/{id}.dll"], Is.EqualTo(File.ReadAllBytes(RepositoryFiles.PathOf("src", id, "bin", "Release", "net10.0", id + ".dll"))));

    [TestCaseSource(nameof(s_modules))]
    public void The_assembly_is_deterministic_and_its_symbols_are_those_of_the_package(string id)
    {
        using PEReader assembly = new(new MemoryStream(new Package(id)[$"lib/net10.0/{id}.dll"]));
        DebugDirectoryEntry[] entries = [.. assembly.ReadDebugDirectory()];
        Assert.That(entries.Select(static entry => entry.Type), Does.Contain(DebugDirectoryEntryType.Reproducible));
        DebugDirectoryEntry codeView = entries.Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView);
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(new Package(id, "snupkg")[$"lib/net10.0/{id}.pdb"]));
        MetadataReader reader = symbols.GetMetadataReader();
        Assert.That(reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)), Is.All.StartsWith("/_/"), "the folder it was built in changes nothing");
        BlobContentId stamp = new(reader.DebugMetadataHeader!.Id);
        Assert.That((stamp.Guid, stamp.Stamp), Is.EqualTo((assembly.ReadCodeViewDebugDirectoryData(codeView).Guid, codeView.Stamp)));
    }
}
