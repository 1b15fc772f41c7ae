using System.Xml.Linq;

namespace OpenMemory.Packages.Tests;

/// <summary>What each package says of itself, and which others it needs.</summary>
[TestFixture]
public sealed class NuspecTests
{
    private const string Abstractions = "Microsoft.Extensions.DependencyInjection.Abstractions", Logging = "Microsoft.Extensions.Logging.Abstractions";

    /// <summary>Exactly what is needed: modules of the release itself, then packages of others.</summary>
    private static readonly Dictionary<string, (string[] Modules, string[] Others)> s_dependencies = new()
    {
        ["OpenMemory"] = (Package.Modules, []),
        ["OpenMemory.Core"] = ([], []),
        ["OpenMemory.Compression"] = (["OpenMemory.Core"], []),
        ["OpenMemory.Disclosure"] = (["OpenMemory.Core"], []),
        ["OpenMemory.Erasure"] = (["OpenMemory.Core"], []),
        ["OpenMemory.Signing"] = (["OpenMemory.Core"], ["BouncyCastle.Cryptography"]),
        ["OpenMemory.Supersession"] = (["OpenMemory.Core"], []),
        ["OpenMemory.Store"] = (["OpenMemory.Core", "OpenMemory.Disclosure", "OpenMemory.Erasure", "OpenMemory.Signing", "OpenMemory.Supersession"], [Abstractions, Logging]),
        ["OpenMemory.Store.Sqlite"] = (["OpenMemory.Store"], ["SQLitePCLRaw.bundle_e_sqlite3"]),
        ["OpenMemory.Cli"] = ([], []), // a tool carries what it needs
    };

    [Test]
    public void The_folder_holds_every_package_and_nothing_else()
    {
        IEnumerable<string> symbols = Package.Modules.Select(static id => $"{id}.{Package.Version}.snupkg");
        Assert.That(Directory.EnumerateFiles(Packed.Folder).Select(Path.GetFileName), Is.EquivalentTo(Package.All.Select(static id => $"{id}.{Package.Version}.nupkg").Concat(symbols)));
    }

    [TestCaseSource(typeof(Package), nameof(Package.All))]
    public void A_package_depends_on_what_it_needs_and_on_the_modules_of_its_own_release(string id)
    {
        XElement[] dependencies = [.. new Package(id).Elements("dependency")];
        Dictionary<string, string> versions = dependencies.ToDictionary(static entry => entry.Attribute("id")!.Value, static entry => entry.Attribute("version")!.Value);
        (string[] modules, string[] others) = s_dependencies[id];
        Assert.That(versions.Keys, Is.EquivalentTo(modules.Concat(others)));
        Assert.That(modules.Select(module => versions[module]), Is.All.EqualTo($"[{Package.Version}]"), "modules use each other's internals");
        Assert.That(others.Select(other => versions[other]), Is.EqualTo(others.Select(Central)), "a lower bound, so that a host may take a newer one");
        Assert.That(dependencies.Select(static entry => (entry.Attribute("include")?.Value, entry.Attribute("exclude")?.Value)), Is.All.EqualTo(((string?)null, "Build,Analyzers")));
        Assert.That(new Package(id).Elements("group").Select(static group => group.Attribute("targetFramework")!.Value), Is.All.EqualTo("net10.0"));
    }

    [TestCaseSource(typeof(Package), nameof(Package.All))]
    public void A_package_says_what_it_is(string id)
    {
        Package package = new(id);
        Assert.Multiple(() =>
        {
            Assert.That(package.Value("id"), Is.EqualTo(id));
            Assert.That(package.Value("version"), Is.EqualTo(Package.Version));
            Assert.That(package.Value("license"), Is.EqualTo("MIT"));
            Assert.That(package.Elements("license").Single().Attribute("type")!.Value, Is.EqualTo("expression"));
            Assert.That((package.Value("icon"), package.Value("readme")), Is.EqualTo(("icon.png", "README.md")));
            Assert.That(package.Value("description"), Has.Length.InRange(40, 300));
            Assert.That(package.Value("tags").Split(' '), Does.Contain("agents").And.Contain("oms"));
            Assert.That(package.Value("authors"), Is.Not.EqualTo(id), "the default");
            Assert.That(package.Value("projectUrl"), Does.StartWith("https://"));
            XElement repository = package.Elements("repository").Single();
            Assert.That(repository.Attribute("type")!.Value, Is.EqualTo("git"));
            Assert.That(repository.Attribute("url")!.Value, Is.EqualTo(package.Value("projectUrl")));
            bool isCheckout = Path.Exists(RepositoryFiles.PathOf(".git")); // and not an archive of one
            Assert.That(repository.Attribute("commit")?.Value, isCheckout ? Does.Match("^[0-9a-f]{40}$") : Is.Null);
        });
    }

    [Test]
    public void Only_the_command_is_a_tool() =>
        Assert.That(Package.All.Where(static id => new Package(id).Elements("packageType").Any(static type => type.Attribute("name")!.Value == "DotnetTool")), Is.EqualTo(new[] { "OpenMemory.Cli" }));

    /// <summary>NuGet's ids ignore case, and a tool cannot be referenced: the library's name is not free for the command.</summary>
    [Test]
    public void Ids_differ_in_more_than_case() => Assert.That(Package.All.Select(static id => id.ToUpperInvariant()), Is.Unique);

    private static string Central(string id) => XDocument.Load(RepositoryFiles.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(entry => entry.Attribute("Include")!.Value == id).Attribute("Version")!.Value;
}
