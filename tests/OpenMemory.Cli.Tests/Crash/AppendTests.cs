namespace OpenMemory.Cli.Tests;

/// <summary><c>pack --append</c>: the grains of the old file and the new ones, in one step.</summary>
[TestFixture]
internal sealed class AppendTests
{
    [TestCase(null)]
    [TestCase("zstd")]
    [TestCase("lz4")]
    public void Appending_keeps_what_was_there(string? codec)
    {
        using TestFolder folder = new();
        string[] options = codec is null ? [] : ["--codec", codec];
        foreach (int number in (int[])[1, 2, 1, 3])
            Assert.That(CliRun.WithText(Samples.Fact(number), ["pack", "-", "-o", folder["a.mg"], "--append", .. options]).ExitCode, Is.Zero);
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { Codecs = OpenMemory.Compression.SystemCodecs.All });
        ContentAddress[] expected = [.. new[] { 1, 2, 3 }.Select(static number => GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(Samples.Fact(number))).Address)];
        Assert.That(Enumerable.Range(0, reader.Count).Select(reader.GetAddress), Is.EqualTo(expected));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void Appending_to_what_is_no_file_of_grains_says_so_and_leaves_it()
    {
        using TestFolder folder = new();
        string other = folder.Write("a.mg", "MG, but not one");
        CliRun run = CliRun.WithText(Samples.Fact(1), "pack", "-", "-o", other, "--append");
        Assert.That((run.ExitCode, run.ErrorLines.Length), Is.EqualTo((1, 1)), run.Error);
        Assert.That(File.ReadAllText(other), Is.EqualTo("MG, but not one"));
    }

    [Test]
    public void Two_manifests_are_not_merged_by_guessing()
    {
        using TestFolder folder = new();
        foreach (int number in (int[])[1, 2])
        {
            GrainBlob grain = GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(Samples.Fact(number)));
            using MgFileWriter writer = MgFileWriter.Create(folder[$"{number}.mg"]);
            writer.Add(grain);
            writer.Manifest = IndexManifest.Create([KeyValuePair.Create(grain.Address, IndexState.Default with { AccessCount = number })]);
            writer.Complete();
        }
        byte[] before = File.ReadAllBytes(folder["1.mg"]);
        CliRun run = CliRun.Of("pack", folder["2.mg"], "-o", folder["1.mg"], "--append");
        Assert.That((run.ExitCode, run.ErrorLines.Length), Is.EqualTo((2, 1)), run.Error);
        Assert.That(File.ReadAllBytes(folder["1.mg"]), Is.EqualTo(before));
        Assert.That(CliRun.WithText(Samples.Fact(3), "pack", "-", "-o", folder["1.mg"], "--append").ExitCode, Is.Zero);
        using MgFileReader reader = MgFileReader.Open(folder["1.mg"]);
        Assert.That((reader.Count, reader.Manifest?.Count), Is.EqualTo((2, 1)), "the manifest of the old file stays");
    }
}
