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
    }

    [Test]
    public void Trimmed_and_on_its_own_it_runs_them_too_and_is_no_larger_than_recorded()
    {
        using TemporaryFolder folder = new();
        string published = folder["app"];
        string output = Child.Run(s_consumer, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", published);
        Assert.That(output, Does.Not.Contain("warning").IgnoreCase, "trimming is complained about");
        AllIsWell(Child.Run(folder.Root, Path.Combine(published, "PackageConsumer")));

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
        Assert.That(output.Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)), Is.GreaterThan(12), output);
    }

    /// <summary>An end of the window around a size in trimmed-size.txt: <c>name bytes ± percent</c>.</summary>
    private static long Recorded(string name, int side)
    {
        string[] words = File.ReadLines(RepositoryFiles.PathOf("tests", "OpenMemory.Packages.Tests", "trimmed-size.txt")).Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ');
        long size = long.Parse(words[1], CultureInfo.InvariantCulture);
        return size + (side * size * long.Parse(words[3], CultureInfo.InvariantCulture) / 100);
    }
}
