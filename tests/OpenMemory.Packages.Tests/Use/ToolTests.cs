namespace OpenMemory.Packages.Tests;

/// <summary>The command, installed as a tool from the folder of packages.</summary>
[TestFixture]
public sealed class ToolTests
{
    private readonly TemporaryFolder _folder = new();

    private string Command => _folder[Path.Combine("tools", "openmemory")];

    [OneTimeSetUp]
    public void Install() =>
        Child.Run(_folder.Root, "dotnet", "tool", "install", "--tool-path", "tools", "--add-source", Packed.Folder, "OpenMemory.Cli", "--version", $"[{Package.Version}]");

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void It_says_which_versions_it_has() =>
        Assert.That(Child.Run(_folder.Root, Command, "--version"), Does.StartWith($"openmemory {Package.Version} (OMS 1.6-draft"));

    [Test]
    public void It_reads_and_writes_grains()
    {
        File.WriteAllText(_folder["grain.json"], """{"type":"fact","subject":"user","relation":"prefers","object":"dark mode","confidence":0.9,"created_at":1768471200000}""");
        Child.Run(_folder.Root, Command, "pack", "grain.json", "-o", "memory.mg");
        Assert.That(Child.Run(_folder.Root, Command, "decode", "memory.mg"), Does.Contain("\"object\":\"dark mode\""));
    }

    [Test]
    public void It_shows_the_support_case() => Assert.That(Child.Run(_folder.Root, Command, "demo"), Is.Not.Empty);

    [Test]
    public void The_name_of_the_library_is_not_a_tool()
    {
        (int exitCode, string output) = Child.TryRun(_folder.Root, [("NUGET_PACKAGES", Packed.Cache)], "dotnet", "tool", "install", "--tool-path", "other", "--add-source", Packed.Folder, "openmemory", "--version", $"[{Package.Version}]");
        Assert.That((exitCode, output), Is.EqualTo((1, output)));
        Assert.That(output, Does.Contain("is not a .NET tool").Or.Contain("DotnetTool"));
    }
}
