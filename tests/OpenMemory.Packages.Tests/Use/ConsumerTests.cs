using System.Globalization;
using System.Runtime.InteropServices;

namespace OpenMemory.Packages.Tests;

/// <summary>A program of somebody else, who has the packages alone: tests/PackageConsumer.</summary>
[TestFixture]
public sealed class ConsumerTests
{
    private static readonly string s_consumer = RepositoryFiles.PathOf("tests", "PackageConsumer");

    [Test]
    public void It_restores_builds_and_runs_every_example()
    {
        string output = Child.Run(s_consumer, "dotnet", "run", "-c", "Release");
        AllIsWell(output);
        foreach (string id in Package.All.Except(["OpenMemory.Cli"]))
        {
            string unpacked = id.ToLowerInvariant(), file = $"{unpacked}.{Package.Version}.nupkg";
            Assert.That(File.ReadAllBytes(Path.Combine(Packed.Cache, unpacked, Package.Version, file)),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(Packed.Folder, $"{id}.{Package.Version}.nupkg"))), "the fresh package, and not one from elsewhere");
        }
    }

    /// <summary>What the readme of a package shows needs that package alone, in a program outside the repository.</summary>
    [TestCaseSource(typeof(Package), nameof(Package.Modules))]
    public void An_example_needs_its_own_package_alone(string id)
    {
        using TemporaryFolder folder = new();
        string name = id.Split('.')[^1] + "Examples";
        string example = File.ReadAllText(Path.Combine(s_consumer, "Examples", name + ".cs"));
        File.WriteAllText(folder["Example.cs"], example);
        string call = example.Contains("RunAsync(string", StringComparison.Ordinal) ? "await " + name + ".RunAsync" : name + ".Run";
        File.WriteAllText(folder["Program.cs"], $"using PackageConsumer.Examples;\nreturn {call}(Environment.CurrentDirectory) ? 0 : 1;\n");
        File.WriteAllText(folder["alone.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{Packed.Folder}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{id}" Version="[{Package.Version}]" /></ItemGroup>
            </Project>
            """);
        string output = Child.Run(folder.Root, "dotnet", "run");
        Assert.That(output, Does.Not.Contain("warning").IgnoreCase);
    }

    [Test]
    public void Trimmed_and_on_its_own_it_runs_them_too_and_is_no_larger_than_recorded()
    {
        using TemporaryFolder folder = new();
        string published = folder["app"];
        string output = Child.Run(s_consumer, "dotnet", "publish", "-c", "Release", "--use-current-runtime", "--self-contained", "-o", published);
        Assert.That(output, Does.Not.Contain("warning").IgnoreCase, "trimming is complained about");
        AllIsWell(Child.Run(folder.Root, Path.Combine(published, "PackageConsumer")));

        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64) Assert.Ignore("Sizes are recorded for Linux on x64.");
        FileInfo[] files = [.. new DirectoryInfo(published).EnumerateFiles("*", SearchOption.AllDirectories)];
        long own = files.Where(static file => file.Name.StartsWith("OpenMemory.", StringComparison.Ordinal)).Sum(static file => file.Length), whole = files.Sum(static file => file.Length);
        TestContext.Out.WriteLine($"{own} bytes of OpenMemory, {whole} bytes in all");
        Assert.Multiple(() =>
        {
            Assert.That(own, Is.InRange(Recorded("own", -1), Recorded("own", +1)), "write the new size down if it is meant");
            Assert.That(whole, Is.InRange(Recorded("whole", -1), Recorded("whole", +1)), "write the new size down if it is meant");
        });
    }

    private static void AllIsWell(string output)
    {
        Assert.That(output, Does.Contain("\n0 failed, on "));
        string[] done = [.. output.Split('\n').Where(static line => line.StartsWith("ok ", StringComparison.Ordinal)).Select(static line => line[3..].Trim())];
        Assert.That(done, Is.SupersetOf(Package.All.Except(["OpenMemory.Cli"]).Select(static id => "readme of " + id)));
        Assert.That(done, Has.Length.EqualTo(24));
    }

    /// <summary>An end of the window around a size in trimmed-size.txt: <c>name bytes ± percent</c>.</summary>
    private static long Recorded(string name, int side)
    {
        string[] words = File.ReadLines(RepositoryFiles.PathOf("tests", "OpenMemory.Packages.Tests", "trimmed-size.txt")).Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ');
        long size = long.Parse(words[1], CultureInfo.InvariantCulture);
        return size + (side * size * long.Parse(words[3], CultureInfo.InvariantCulture) / 100);
    }
}
