namespace OpenMemory.Cli.Tests;

/// <summary>Bytes of older versions and of other implementations, on the command line (R-26, OMS-L-2, OMS-L-9).</summary>
[TestFixture]
internal sealed class CompatibleTests
{
    private const string ToolCall = "01000500006553f10086a46172677381a17801a26361cf0000018bcfe56800a26f6bc3a372657302a174a9746f6f6c5f63616c6ca2746ea463616c63";
    private const string ToolCallAddress = "836e11c348c0ac01e5b2512c03280fc1436375101e506b9277cd41778431b244";
    private const string TriggerObservation = "01000600006553f10087a26361cf0000018bcfe56800a363747881a469706973cd012ca36f6964a6676974687562a56f6d6f6465a8706572696f646963a66f73636f7065b07265706f732f6f2f722f697373756573a56f74797065af747269676765723a706f6c6c696e67a174ab6f62736572766174696f6e";

    [Test]
    public void Decode_AnOldGrain_NeedsTheCompatibleMode()
    {
        CliRun strict = CliRun.WithText(ToolCall, "decode", "-");
        Assert.That((strict.ExitCode, strict.Output), Is.EqualTo((1, "")));
        Assert.That(strict.ErrorLines[0], Does.StartWith("ERR_SCHEMA: "));

        CliRun run = CliRun.WithText(ToolCall, "decode", "--compatible", "-");
        Assert.That((run.ExitCode, run.Lines.Single()), Is.EqualTo((0, """{"type":"tool","created_at":1700000000000,"tool_name":"calc","input":{"x":1},"is_error":false,"content":2}""")));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(3));
        Assert.That(run.ErrorLines, Has.All.StartsWith($"{ToolCallAddress}: legacy_alias_used: ERR_SCHEMA: ").And.All.EndsWith("rule OMS-L-5"));
    }

    [Test]
    public void PackVerifyCatUnpack_OldGrains_KeepTheirBytes()
    {
        using TestFolder folder = new();
        string hex = $"{ToolCall}\n{TriggerObservation}";
        Assert.That(CliRun.WithText(hex, "pack", "-", "-o", folder["a.mg"]).ExitCode, Is.EqualTo(1));
        Assert.That(File.Exists(folder["a.mg"]), Is.False);
        Assert.That(CliRun.WithText(hex, "pack", "--compatible", "-", "-o", folder["a.mg"]).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("verify", folder["a.mg"]).ExitCode, Is.EqualTo(1));
        CliRun verify = CliRun.Of("verify", "--compatible", folder["a.mg"]);
        Assert.That((verify.ExitCode, verify.Output), Is.EqualTo((0, "sound: 2 grains, level canonical\n")));
        Assert.That(verify.ErrorLines[0], Does.StartWith("grain 0: legacy_alias_used: ERR_SCHEMA: ").And.EndsWith("rule OMS-L-5"));
        Assert.That(verify.ErrorLines[^1], Is.EqualTo("6 deviations (6 listed)"));
        CliRun cat = CliRun.Of("cat", folder["a.mg"], ToolCallAddress);
        Assert.That((cat.ExitCode, cat.Output), Is.EqualTo((1, "")));
        cat = CliRun.Of("cat", folder["a.mg"], ToolCallAddress, "--compatible");
        Assert.That((cat.ExitCode, cat.ErrorLines.Length), Is.EqualTo((0, 3)));
        Assert.That(cat.Lines.Single(), Is.EqualTo(CliRun.WithText(ToolCall, "decode", "--compatible", "-").Lines.Single()));
        Assert.That(CliRun.Of("unpack", folder["a.mg"]).Output, Does.Contain(ToolCall).And.Contain(TriggerObservation));
    }

    [Test]
    public void Upgrade_WritesSuccessorsAndReportsEveryGrain()
    {
        CliRun run = CliRun.WithText($"{ToolCall}\n{Samples.Hex(0)}\n{TriggerObservation}", "upgrade", "-");
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(CliRun.WithText(run.Output, "decode", "-").Lines.Single(), Does.Contain("\"input\":{\"x\":1}").And.Contain($"\"derived_from\":[\"{ToolCallAddress}\"]"));
        Assert.That(run.ErrorLines[0], Does.StartWith($"upgraded {ToolCallAddress} -> "));
        Assert.That(run.ErrorLines[1], Is.EqualTo("  tool: type string tool; key of input; key of is_error; key of content"));
        Assert.That(run.Error, Does.Contain("undecided b414d3ba").And.Contain("rule OMS-L-17").And.Contain("proposal: {\"type\":\"trigger\""));
        Assert.That(run.ErrorLines[^1], Is.EqualTo("3 grains: 1 upgraded, 1 current, 0 protected, 1 undecided"));
    }

    [Test]
    public void Upgrade_OfGrainsThatCannotBeRead_GoesOnAndSaysSo()
    {
        const string sealedGrain = "01020800000000000000c1c1", broken = "010208";
        using TestFolder folder = new();
        CliRun run = CliRun.WithText($"{sealedGrain}\n{broken}\n{ToolCall}", "upgrade", "-", "-o", folder["new.mg"], "--with-originals");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[^1], Is.EqualTo("3 grains: 1 upgraded, 0 current, 0 protected, 0 undecided, 2 unreadable"));
        Assert.That(run.ErrorLines[1], Does.StartWith("  not_supported: "));
        Assert.That(run.ErrorLines[3], Does.StartWith("  ERR_TOO_SHORT: "));
        Assert.That(CliRun.Of("unpack", folder["new.mg"]).Lines, Has.Length.EqualTo(3).And.Some.Contains(sealedGrain).And.Some.Contains(ToolCall));
    }

    [Test]
    public void Upgrade_IntoAFileWithOriginals_IsAWholeMemory()
    {
        using TestFolder folder = new();
        CliRun run = CliRun.WithText($"{ToolCall}\n{TriggerObservation}", "upgrade", "-", "-o", folder["new.mg"], "--with-originals", "--workflow", Samples.Vector1Address);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "")));
        Assert.That(run.ErrorLines[^1], Is.EqualTo("2 grains: 2 upgraded, 0 current, 0 protected, 0 undecided"));
        Assert.That(CliRun.Of("verify", "--compatible", folder["new.mg"]).Output, Does.StartWith("sound: 4 grains"));
        Assert.That(CliRun.Of("cat", folder["new.mg"], "3").Output, Does.Contain("\"type\":\"trigger\"").And.Contain($"\"workflow\":\"{Samples.Vector1Address}\"").And.Contain("\"interval_secs\":300"));
        Assert.That(CliRun.Of("cat", "--hex", folder["new.mg"], "0").Lines.Single(), Is.EqualTo(ToolCall));
    }

    [Test]
    public void Upgrade_WithOriginals_KeepsTheirState() // OMS-11.7-1
    {
        using TestFolder folder = new();
        ContentAddress address = ContentAddress.Parse(ToolCallAddress);
        using (MgFileWriter writer = MgFileWriter.Create(folder["old.mg"]))
        {
            writer.Add(Convert.FromHexString(ToolCall), new() { Mode = ReadingMode.Compatible });
            writer.Manifest = IndexManifest.Create([KeyValuePair.Create(address, IndexState.Default with { VerificationStatus = IndexState.Contested })]);
            writer.Complete();
        }
        Assert.That(CliRun.Of("upgrade", folder["old.mg"], "-o", folder["new.mg"], "--with-originals").ExitCode, Is.Zero);
        Assert.That(CliRun.Of("upgrade", folder["old.mg"], "-o", folder["successors.mg"]).ExitCode, Is.Zero);
        using MgFileReader both = MgFileReader.Open(folder["new.mg"]), successors = MgFileReader.Open(folder["successors.mg"]);
        Assert.That((both.Count, both.Manifest?[address].VerificationStatus), Is.EqualTo((2, IndexState.Contested)));
        Assert.That((successors.Count, successors.Manifest), Is.EqualTo((1, (IndexManifest?)null)));
    }

    /// <summary>A table of offsets into the region, where the file is not compressed, is another implementation's .</summary>
    [Test]
    public void FileOfAnotherImplementation_IsOpenedInTheModeOfItsGrains()
    {
        using TestFolder folder = new();
        CliRun.WithText(ToolCall, "pack", "--compatible", "-", "-o", folder["a.mg"]);
        byte[] file = File.ReadAllBytes(folder["a.mg"]);
        file[19] = 0;
        System.Security.Cryptography.SHA256.HashData(file.AsSpan(..^32), file.AsSpan(^32));
        folder.Write("b.mg", file);
        Assert.That(CliRun.Of("decode", folder["b.mg"]).ExitCode, Is.EqualTo(1));
        Assert.That(CliRun.Of("decode", "--compatible", folder["b.mg"]).Lines, Has.Length.EqualTo(1));
        Assert.That(CliRun.With(file, "decode", "--compatible", "-").Lines, Has.Length.EqualTo(1));
        Assert.That(CliRun.Of("upgrade", folder["b.mg"]).Lines, Has.Length.EqualTo(1));
        CliRun pack = CliRun.Of("pack", "--compatible", folder["b.mg"], "-o", folder["c.mg"]);
        Assert.That((pack.ExitCode, pack.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllBytes(folder["c.mg"]), Is.EqualTo(File.ReadAllBytes(folder["a.mg"])));
    }

    [Test]
    public void Upgrade_WithAWorkflowThatIsNoAddress_IsAUsageError() =>
        Assert.That(CliRun.WithText(ToolCall, "upgrade", "-", "--workflow", "x").ExitCode, Is.EqualTo(2));
}
