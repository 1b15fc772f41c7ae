using System.Text.Json;

namespace OpenMemory.Cli.Tests;

/// <summary>merge, filter, split and diff, end to end.</summary>
[TestFixture]
internal sealed class SetCommandTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("a.mg", "b.mg")]
    [TestCase("b.mg", "a.mg", "b.mg")]
    public void Merge_FilesOfAllKinds_GivesTheirUnion(params string[] files)
    {
        Pack("a.mg", 0, 60, "--codec", "zstd");
        Pack("b.mg", 40, 60, "--sorted");
        Pack("all.mg", 0, 100, "--sorted");
        CliRun run = CliRun.Of(["merge", .. files.Select(name => _folder[name]), "-o", _folder["c.mg"], "--sorted"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.StartWith("100 grains, ").And.Contain($"{(files.Length * 60) - 100} duplicates dropped"));
        Assert.That(File.ReadAllBytes(_folder["c.mg"]), Is.EqualTo(File.ReadAllBytes(_folder["all.mg"])));
    }

    [Test]
    public void Merge_FromAPipe_AndToItsOwnInput()
    {
        Pack("a.mg", 0, 10);
        Pack("b.mg", 10, 10);
        CliRun run = CliRun.With(File.ReadAllBytes(_folder["b.mg"]), "merge", _folder["a.mg"], "-", "-o", _folder["a.mg"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(CliRun.Of("unpack", _folder["a.mg"]).Lines, Has.Length.EqualTo(20));
    }

    [Test]
    public void Merge_OneFile_DropsItsDuplicates()
    {
        CliRun.WithText(string.Join('\n', Enumerable.Range(0, 30).Select(static i => Samples.Fact(i % 10))), "pack", "-", "-o", _folder["a.mg"], "--keep-duplicates");
        Assert.That(CliRun.Of("merge", _folder["a.mg"], "-o", _folder["b.mg"]).Output, Does.StartWith("10 grains, ").And.Contain("20 duplicates dropped"));
        CliRun.Of("filter", _folder["a.mg"], "-o", _folder["c.mg"]);
        Assert.That(File.ReadAllBytes(_folder["c.mg"]), Is.EqualTo(File.ReadAllBytes(_folder["b.mg"])), "as does a filter without a condition");
    }

    [Test]
    public void Merge_Fork_IsSaidAndTheFirstIsKept()
    {
        string one = new('1', 64), two = new('2', 64);
        ContentAddress address = WriteWithState("a.mg", new() { SupersededBy = ContentAddress.Parse(one) });
        WriteWithState("b.mg", new() { SupersededBy = ContentAddress.Parse(two) });
        CliRun run = CliRun.Of("merge", _folder["a.mg"], _folder["b.mg"], "-o", _folder["c.mg"]);
        Assert.That(run.ErrorLines, Is.EqualTo(new[] { $"{address}: superseded by {one}, which is kept, and by {two}" }));
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["c.mg"]), Is.EqualTo(File.ReadAllBytes(_folder["a.mg"])));
        Assert.That(CliRun.Of("filter", _folder["c.mg"], "--current-only", "-o", _folder["d.mg"]).Output, Does.StartWith("0 grains, "));
    }

    [TestCase("merge")]
    [TestCase("filter", "--user", "nobody")]
    public void DamagedGrain_IsNamedWithItsFile(params string[] command)
    {
        string file = Damaged();
        CliRun run = CliRun.Of([command[0], file, .. command[1..], "-o", _folder["out.mg"]]);
        Assert.That((run.ExitCode, run.ErrorLines[0], run.ErrorLines[^1]), Is.EqualTo((1, run.Error.Split('\n')[0].TrimEnd(), $"in {file}")));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_").And.Contain("Grain 9, counted from 0").And.Contain("at offset "));
        Assert.That(File.Exists(_folder["out.mg"]), Is.False);
    }

    [TestCase(20, "--namespace", "n3")]
    [TestCase(0, "--namespace", "n")]
    [TestCase(600, "--type", "fact", "--type", "goal")]
    [TestCase(0, "--type", "0xf0")]
    [TestCase(600, "--from", "2023-11-14T22:13:20Z", "--to", "2023-11-14T22:13:27+00:00")]
    [TestCase(86, "--to", "1700000000001")]
    [TestCase(0, "--min-sensitivity", "internal")]
    [TestCase(600, "--max-sensitivity", "public", "--current-only", "--user", "")]
    public void Filter_AndItsInverse_AreEverything(int count, params string[] conditions)
    {
        Pack("a.mg", 0, 600);
        CliRun run = CliRun.Of(["filter", _folder["a.mg"], .. conditions, "-o", _folder["in.mg"]]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.StartWith($"{count} grains, "));
        Assert.That(CliRun.Of(["filter", _folder["a.mg"], .. conditions, "--invert", "-o", _folder["out.mg"]]).Output, Does.StartWith($"{600 - count} grains, "));
        CliRun.Of("merge", _folder["out.mg"], _folder["in.mg"], "-o", _folder["b.mg"]);
        Assert.That(CliRun.Of("diff", _folder["a.mg"], _folder["b.mg"]).ExitCode, Is.Zero);
    }

    [Test]
    public void Filter_ByAListOfAddresses()
    {
        Pack("a.mg", 0, 50);
        string[] addresses = [.. CliRun.Of("unpack", _folder["a.mg"]).Lines.Skip(10).Take(5).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("address").GetString()!)];
        string list = string.Join("\r\n\n", addresses.Reverse());
        CliRun run = CliRun.WithText(list, "filter", _folder["a.mg"], "--addresses", "-", "-o", _folder["b.mg"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(CliRun.Of("unpack", _folder["b.mg"]).Lines, Is.EqualTo(CliRun.Of("unpack", _folder["a.mg"]).Lines[10..15]));
        CliRun bad = CliRun.WithText(addresses[0] + "\nnone", "filter", _folder["a.mg"], "--addresses", "-", "-o", _folder["c.mg"]);
        Assert.That((bad.ExitCode, bad.ErrorLines[^1]), Is.EqualTo((1, "in line 2")));
    }

    [TestCase("--type", "facts")]
    [TestCase("--type", "0x")]
    [TestCase("--type", "0x100")]
    [TestCase("--from", "yesterday")]
    [TestCase("--from", "2026-01-15T10:00:00")]
    [TestCase("--min-sensitivity", "secret")]
    [TestCase("--addresses", "none")]
    public void Filter_ConditionThatIsNone_IsAUsageError(params string[] condition)
    {
        Pack("a.mg", 0, 1);
        CliRun run = CliRun.Of(["filter", _folder["a.mg"], .. condition, "-o", _folder["b.mg"]]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Is.Not.Empty);
        Assert.That(File.Exists(_folder["b.mg"]), Is.False);
    }

    [TestCase("merge")]
    [TestCase("filter")]
    [TestCase("split", "--by", "user")]
    [TestCase("repair")]
    public void Output_WithoutAName_IsAUsageError(params string[] command)
    {
        Pack("a.mg", 0, 1);
        CliRun run = CliRun.Of([command[0], _folder["a.mg"], .. command[1..], "-o", ""]);
        Assert.That((run.ExitCode, run.Output, run.ErrorLines), Is.EqualTo((2, "", new[] { "--output needs a name" })));
    }

    [Test]
    public void Split_ByNamespace_ListsItsFiles()
    {
        Pack("a.mg", 0, 90, "--sorted");
        CliRun run = CliRun.Of("split", _folder["a.mg"], "--by", "namespace", "--sorted", "--codec", "lz4", "-o", _folder["parts"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines, Has.Length.EqualTo(30).And.Contains("""{"key":"n7","file":"n7.mg","grains":3,"dropped":0}"""));
        Assert.That(Directory.GetFiles(_folder["parts"]), Has.Length.EqualTo(30));
        CliRun.Of(["merge", .. Directory.GetFiles(_folder["parts"]), "-o", _folder["b.mg"], "--sorted"]);
        Assert.That(File.ReadAllBytes(_folder["b.mg"]), Is.EqualTo(File.ReadAllBytes(_folder["a.mg"])));
    }

    [Test]
    public void Split_ByUserAndByTime()
    {
        string anna = Samples.Fact(1).Replace("\"namespace\"", "\"user_id\":\"../anna\\u001b[2J\",\"namespace\"", StringComparison.Ordinal);
        CliRun.WithText($"{anna}\n{Samples.Fact(2)}", "pack", "-", "-o", _folder["a.mg"]);
        CliRun users = CliRun.Of("split", _folder["a.mg"], "--by", "user", "-o", _folder["users"]);
        Assert.That(users.Lines, Has.Length.EqualTo(2));
        using JsonDocument line = JsonDocument.Parse(users.Lines[0]);
        Assert.That(line.RootElement.GetProperty("key").GetString(), Is.EqualTo("../anna\e[2J"));
        Assert.That(File.Exists(Path.Combine(_folder["users"], line.RootElement.GetProperty("file").GetString()!)), Is.True);
        Assert.That(users.Lines[1], Is.EqualTo("""{"key":null,"file":"_without.mg","grains":1,"dropped":0}"""));
        Assert.That(users.Output.Contains('\e'), Is.False);
        foreach ((string period, string key) in new[] { ("day", "2023-11-14"), ("month", "2023-11"), ("year", "2023") })
            Assert.That(CliRun.Of("split", _folder["a.mg"], "--by", "time", "--period", period, "-o", _folder["times"]).Output, Is.EqualTo($$"""{"key":"{{key}}","file":"{{key}}.mg","grains":2,"dropped":0}""" + "\n"));
    }

    [Test]
    public void Split_TooManyKeys_WritesNothing()
    {
        Pack("a.mg", 0, 30);
        CliRun run = CliRun.Of("split", _folder["a.mg"], "--by", "namespace", "--max-files", "29", "-o", _folder["parts"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error, Does.Contain("more than 29 keys"));
        Assert.That(Directory.Exists(_folder["parts"]), Is.False);
    }

    [TestCase("--by", "user", "--period", "day")]
    [TestCase("--by", "user", "--max-files", "0")]
    [TestCase("--by", "user", "--max-files", "x")]
    [TestCase("--by", "user", "--volumes")]
    [TestCase("--by", "type")]
    public void Split_WrongOptions_AreUsageErrors(params string[] options)
    {
        Pack("a.mg", 0, 1);
        Assert.That(CliRun.Of(["split", _folder["a.mg"], .. options, "-o", _folder["parts"]]).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Diff_SameGrainsOtherwiseWritten_AreEqual()
    {
        Pack("a.mg", 0, 40);
        Pack("b.mg", 0, 40, "--sorted", "--codec", "zstd");
        CliRun run = CliRun.Of("diff", _folder["a.mg"], _folder["b.mg"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Is.EqualTo("""{"only_in_a":0,"only_in_b":0,"in_both":40,"states_differing":0}""" + "\n"));
    }

    [Test]
    public void Diff_Differences_AreLinesAndTheExitCodeIs1()
    {
        Pack("a.mg", 0, 3);
        Pack("b.mg", 1, 3);
        CliRun run = CliRun.Of("diff", _folder["a.mg"], _folder["b.mg"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "")));
        string[] lines = [.. CliRun.Of("unpack", _folder["a.mg"]).Lines[..1], .. CliRun.Of("unpack", _folder["b.mg"]).Lines[^1..]];
        string[] addresses = [.. lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("address").GetString()!)];
        const string numbers = """{"only_in_a":1,"only_in_b":1,"in_both":2,"states_differing":0}""";
        Assert.That(run.Lines, Is.EqualTo(new[]
        {
            $$"""{"address":"{{addresses[0]}}","side":"a","type":"fact"}""", $$"""{"address":"{{addresses[1]}}","side":"b","type":"fact"}""", numbers,
        }));
        Assert.That(CliRun.Of("diff", "--summary", _folder["a.mg"], _folder["b.mg"]).Lines, Is.EqualTo(new[] { numbers }));
    }

    [Test]
    public void Diff_States_AreShownOnBothSides()
    {
        ContentAddress address = WriteWithState("a.mg", new() { VerificationStatus = IndexState.Contested, AccessCount = 2 });
        WriteWithState("b.mg", new() { SystemValidTo = 5 });
        Assert.That(CliRun.Of("diff", _folder["a.mg"], _folder["b.mg"]).Lines[0], Is.EqualTo(
            $$$"""{"address":"{{{address}}}","side":"both","type":"fact","a":{"verification_status":"contested","access_count":2},"b":{"system_valid_to":5}}"""));
    }

    [Test]
    public void Diff_WhatCannotBeCompared_IsTrouble()
    {
        Pack("a.mg", 0, 10);
        string damaged = Damaged(), cut = _folder.Write("cut.mg", File.ReadAllBytes(_folder["a.mg"])[..100]);
        CliRun run = CliRun.Of("diff", _folder["a.mg"], damaged);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Lines, Has.Length.EqualTo(19).And.All.StartsWith("""{"address":"""), "differences as they are found, and no summary");
        Assert.That(run.ErrorLines[0], Does.Contain("Grain 9 of the second file"));
        Assert.That(CliRun.Of("diff", cut, damaged).ErrorLines[^1], Is.EqualTo($"in {cut}"));
        foreach (string[] files in (string[][])[[cut, _folder["a.mg"]], [_folder["a.mg"], _folder["none.mg"]], ["-", "-"]])
            Assert.That(CliRun.Of(["diff", .. files]).ExitCode, Is.EqualTo(2));
    }

    private void Pack(string file, int from, int count, params string[] options)
    {
        CliRun run = CliRun.WithText(string.Join('\n', Enumerable.Range(from, count).Select(Samples.Fact)), ["pack", "-", "-o", _folder[file], .. options]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    private ContentAddress WriteWithState(string file, IndexState state)
    {
        GrainBlob blob = GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(Samples.Fact(1)), false);
        using MgFileWriter writer = MgFileWriter.Create(_folder[file]);
        writer.Add(blob);
        writer.Manifest = IndexManifest.Create([KeyValuePair.Create(blob.Address, state)]);
        writer.Complete();
        return blob.Address;
    }

    /// <summary>A file of ten grains whose last one is damaged.</summary>
    private string Damaged()
    {
        Pack("damaged.mg", 100, 10);
        byte[] bytes = File.ReadAllBytes(_folder["damaged.mg"]);
        bytes[^33] = 0xc1;
        return _folder.Write("damaged.mg", bytes);
    }
}
