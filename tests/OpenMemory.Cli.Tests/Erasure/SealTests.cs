namespace OpenMemory.Cli.Tests.Erasure;

/// <summary><c>seal</c> and <c>unseal</c> (R-9, OMS-20.2-1, OMS-20.3-1): there and back nothing changes, and others' grains are left alone.</summary>
[TestFixture]
internal sealed class SealTests
{
    private Keys _keys = null!;

    [SetUp]
    public void SetUp() => _keys = new();

    [TearDown]
    public void TearDown() => _keys.Dispose();

    [Test]
    public void SealAndUnseal_Lines_GiveTheSameBytesAndAddresses()
    {
        string plain = CliRun.WithText(Keys.Facts("alice", null, "bob", "alice"), "encode", "-").Output;
        CliRun run = _keys.Seal(plain);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["3 sealed, 1 left without a user_id, 0 sealed before, 2 new keys"]));
        Assert.That(run.Lines[1], Is.EqualTo(plain.Split('\n')[1]), "a grain of nobody stays");
        Assert.That(run.Output, Does.Not.Contain("from").And.Not.Contain(Convert.ToHexStringLower("alice"u8)), "neither the user nor the address of the plaintext shows");

        CliRun back = _keys.Unseal(run.Output, "--user", "alice");
        Assert.That(back.ErrorLines, Is.EqualTo((string[])["2 opened, 0 did not open, 1 sealed for others, 1 not sealed"]));
        Assert.That(back.Lines[2], Is.EqualTo(run.Lines[2]), "a grain of somebody else stays");
        Assert.That(back.Lines[0], Does.Contain($"\"from\":\"{Address(run.Lines[0])}\""));
        CliRun all = _keys.Unseal(run.Output, "--user", "alice", "--user", "bob", "--strict");
        Assert.That(all.Lines.Select(Blob), Is.EqualTo(plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Blob)));
        Assert.That(all.Lines.Select(Address), Is.EqualTo(plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Address)));
    }

    [Test]
    public void SealAndUnseal_ASignedGrain_KeepItsEnvelope()
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "cose.json")));
        string envelope = document.RootElement[0].GetProperty("envelope_hex").GetString()!, address = document.RootElement[0].GetProperty("address").GetString()!;
        CliRun run = _keys.Seal(envelope, "--user", "alice");
        Assert.That((run.ExitCode, run.Lines.Length), Is.EqualTo((0, 1)), run.Error);
        CliRun back = _keys.Unseal(run.Output, "--user", "alice", "--strict");
        Assert.That((Blob(back.Lines.Single()), Address(back.Lines.Single())), Is.EqualTo((envelope, address)));
        Assert.That(_keys.Seal(envelope).Lines.Single(), Does.Contain(envelope), "a grain of nobody stays");
    }

    [Test]
    public void Seal_Again_PassesSealedGrainsOnUnchanged()
    {
        string once = _keys.Seal(Keys.Facts("alice", "bob")).Output;
        CliRun twice = _keys.Seal(once, "--user", "carol", "--require-user");
        Assert.That(twice.Output, Is.EqualTo(once));
        Assert.That(twice.ErrorLines, Is.EqualTo((string[])["0 sealed, 0 left without a user_id, 2 sealed before, 0 new keys"]));
    }

    [TestCase]
    [TestCase("--blank-header")]
    [TestCase("--compress")]
    [TestCase("--compress", "--blank-header", "--codec", "zstd")]
    [TestCase("--sorted", "--keep-duplicates")]
    public void SealAndUnseal_AFile_IsVerifiedAndComesBackWhole(params string[] options)
    {
        string large = Keys.Fact(7, "alice").Replace("\"object\":\"o\"", $"\"object\":\"{new string('o', 2000)}\"");
        string plain = _keys.Folder["plain.mg"], hidden = _keys.Folder["sealed.mg"], back = _keys.Folder["back.mg"];
        CliRun.WithText(Keys.Facts("alice", "bob", null) + '\n' + large, "pack", "-", "-o", plain);
        CliRun run = CliRun.Of(["seal", plain, .. _keys.Both, "-o", hidden, .. options]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Does.StartWith("4 grains, "));
        Assert.That(run.Lines[1], Is.EqualTo("3 sealed, 1 left without a user_id, 0 sealed before, 2 new keys"));
        Assert.That(CliRun.Of("verify", hidden).Output, Does.StartWith("sound: "));
        Assert.That(CliRun.Of("inspect", hidden).Output, Does.Match("sealed +content cannot be read without the key +3"));
        Assert.That(CliRun.Of("inspect", "--json", hidden).Output, Does.Contain("\"sealed\":3,").And.Contain("\"without_namespace\":0,"), "the namespace of a sealed grain is not known");

        string[] headers = [.. CliRun.Of("unpack", hidden).Lines.Select(static line => Blob(line)[..18])];
        Assert.That(headers.Count(static header => (Convert.FromHexString(header)[1] & 2) != 0), Is.EqualTo(3));
        Assert.That(headers.Count(static header => header.EndsWith("000000000000", StringComparison.Ordinal)), Is.EqualTo(options.Contains("--blank-header") ? 3 : 0));
        Assert.That(headers.Count(static header => (Convert.FromHexString(header)[1] & 4) != 0), Is.EqualTo(options.Contains("--compress") ? 1 : 0), "a grain that does not become smaller is sealed as it is");

        CliRun opened = CliRun.Of(["unseal", hidden, .. _keys.Both, "--user", "alice", "--user", "bob", "--strict", "-o", back]);
        Assert.That(opened.Lines[1], Is.EqualTo("3 opened, 0 did not open, 0 sealed for others, 1 not sealed"));
        Assert.That(CliRun.Of("unpack", back).Lines, Is.EquivalentTo(CliRun.Of("unpack", plain).Lines));
    }

    [Test]
    public void Seal_ForOneUser_SealsEveryGrainForIt()
    {
        string file = _keys.Folder.Write("user", "carol\n");
        CliRun run = _keys.Seal(Keys.Facts("alice", null), "--user-file", file);
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["2 sealed, 0 left without a user_id, 0 sealed before, 1 new key"]));
        Assert.That(_keys.Unseal(run.Output, "--user", "alice").Output, Is.EqualTo(run.Output));
        Assert.That(_keys.Unseal(run.Output, "--user-file", file).ErrorLines[0], Does.StartWith("2 opened, "));
    }

    [Test]
    public void Seal_RequiringUsers_NamesTheGrainWithoutOne()
    {
        CliRun run = _keys.Seal(Keys.Facts("alice", null), "--require-user", "-o", _keys.Folder["a.mg"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Is.EqualTo("ERR_SCHEMA: The grain names no user to seal it for (user_id), rule OMS-20.3-1"));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in line 2"));
        Assert.That(File.Exists(_keys.Folder["a.mg"]), Is.False);
    }

    [Test]
    public void DestroyedUser_NothingOpensAndNothingIsSealedAnyMore() // OMS-20.3-2
    {
        CliRun run = _keys.Seal(Keys.Facts("alice", "bob"));
        _keys.Destroy("alice");
        CliRun opened = _keys.Unseal(run.Output, "--user", "alice", "--user", "bob");
        Assert.That(opened.ErrorLines, Is.EqualTo((string[])["1 opened, 1 did not open, 0 sealed for others, 0 not sealed"]));
        Assert.That(opened.Lines[0], Is.EqualTo(run.Lines[0]));
        CliRun strict = _keys.Unseal(run.Output, "--user", "alice", "--strict");
        Assert.That((strict.ExitCode, strict.Output), Is.EqualTo((1, "")));
        Assert.That(strict.ErrorLines[0], Does.StartWith("ERR_INTEGRITY: The sealed grain does not open"));
        Assert.That(strict.ErrorLines[1], Is.EqualTo("in line 1"));
        CliRun again = _keys.Seal(Keys.Facts("bob", "alice"));
        Assert.That((again.ExitCode, again.Output), Is.EqualTo((1, "")));
        Assert.That(again.ErrorLines[0], Does.Contain("The key of the grain's user was destroyed").And.Not.Contain("alice"));
        Assert.That(again.ErrorLines[1], Is.EqualTo("in line 2"));
    }

    [Test]
    public void RotatedMaster_OldAndNewGrainsOpen()
    {
        string before = _keys.Seal(Keys.Facts("alice")).Output;
        Assert.That(CliRun.Of("keys", "rotate", "--master", _keys.Master).Output, Does.StartWith("added version 2 "));
        string after = _keys.Seal(Keys.Facts("alice")).Output;
        CliRun opened = _keys.Unseal(before + after, "--user", "alice", "--strict");
        Assert.That(opened.ErrorLines[0], Does.StartWith("2 opened, "));
        Assert.That(opened.Lines.Select(Blob).Distinct().Count(), Is.EqualTo(1), "the same grain");
        _keys.Destroy("alice");
        Assert.That(_keys.Unseal(before + after, "--user", "alice").ErrorLines[0], Does.StartWith("0 opened, 2 did not open"), "under both versions");
    }

    [Test]
    public void ChangedGrain_StaysSealedAndFailsWhereStrict()
    {
        string hex = Blob(_keys.Seal(Keys.Facts("alice")).Lines[0]);
        string changed = (hex[..60] + (hex[60] == '0' ? '1' : '0') + hex[61..]) + '\n'; // in the ciphertext
        CliRun run = _keys.Unseal(changed, "--user", "alice");
        Assert.That((run.ExitCode, Blob(run.Lines.Single()) + '\n'), Is.EqualTo((0, changed)));
        Assert.That(_keys.Unseal(changed, "--user", "alice", "--strict").ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void IndexManifest_IsLeftOutAndSaid()
    {
        string plain = ManifestFile(), hidden = _keys.Folder["sealed.mg"], back = _keys.Folder["back.mg"];
        byte[] address = Convert.FromHexString(Address(CliRun.Of("unpack", plain).Lines[0]));
        CliRun run = CliRun.Of(["seal", plain, .. _keys.Both, "--user", "alice", "-o", hidden]);
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["the index manifest is left out: it names the grains that are sealed now by their addresses"]));
        using MgFileReader reader = MgFileReader.Open(hidden);
        Assert.That(reader.Manifest, Is.Null);
        byte[] bytes = File.ReadAllBytes(hidden);
        Assert.That(bytes.AsSpan().IndexOf(address), Is.EqualTo(-1));
        Assert.That(bytes.AsSpan().IndexOf("superseded"u8), Is.EqualTo(-1));
        Assert.That(CliRun.Of(["unseal", hidden, .. _keys.Both, "--user", "alice", "-o", back]).Error, Is.Empty);
    }

    [Test]
    public void Framed_StreamsGoInAndOut()
    {
        byte[] stream = CliRun.WithText(Keys.Facts("alice", "bob"), ["seal", "-", .. _keys.Both, "--framed"]).Bytes;
        CliRun opened = CliRun.With(stream, ["unseal", "-", .. _keys.Both, "--user", "alice", "--user", "bob", "--framed"]);
        Assert.That(opened.ErrorLines[0], Does.StartWith("2 opened, "));
        Assert.That(CliRun.With(opened.Bytes, "decode", "-").Output, Is.EqualTo(CliRun.WithText(CliRun.WithText(Keys.Facts("alice", "bob"), "encode", "-").Output, "decode", "-").Output));
    }

    [Test]
    public void WrongCommandLines_AreExitCode2AndWriteNothing()
    {
        string input = _keys.Folder.Write("grains.jsonl", Keys.Facts("alice"));
        byte[] master = File.ReadAllBytes(_keys.Master), salts = File.ReadAllBytes(_keys.Salts);
        string[][] options =
        [
            ["--framed", "-o", _keys.Folder["a.mg"]],
            ["--sorted"],
            ["--codec", "zstd"],
            ["-o", ""],
            ["-o", _keys.Master],
            ["-o", _keys.Salts],
            ["-o", input],
            ["-o", _keys.Folder["no/folder.mg"]],
        ];
        foreach (string[] option in options)
        {
            CliRun run = CliRun.Of(["seal", input, .. _keys.Both, .. option]);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), string.Join(' ', option));
            Assert.That(run.ErrorLines, Is.Not.Empty);
        }
        Assert.That(File.ReadAllBytes(_keys.Master), Is.EqualTo(master));
        Assert.That(File.ReadAllBytes(_keys.Salts), Is.EqualTo(salts));
        Assert.That(File.ReadAllText(input), Is.EqualTo(Keys.Facts("alice")));
    }

    [Test]
    public void NoCommand_WritesOverKeys_WhateverTheirPath()
    {
        string plain = _keys.Folder["plain.mg"], json = _keys.Folder.Write("grains.jsonl", Keys.Facts("alice")), link = _keys.Folder["link"];
        CliRun.Of("pack", json, "-o", plain);
        Directory.CreateSymbolicLink(link, _keys.Folder.Path);
        byte[] master = File.ReadAllBytes(_keys.Master), salts = File.ReadAllBytes(_keys.Salts);
        foreach (string file in (ReadOnlySpan<string>)[_keys.Master, _keys.Salts, Path.Combine(link, "master.keys"), Path.Combine(link, "users.salts")])
        {
            string[][] commands =
            [
                ["seal", plain, .. _keys.Both, "-o", file],
                ["unseal", plain, .. _keys.Both, "--user", "alice", "-o", file],
                ["pack", json, "-o", file],
                ["merge", plain, "-o", file],
                ["filter", plain, "-o", file],
                ["repair", plain, "-o", file],
                ["report", plain, "-o", file],
                ["unpack", plain, "-o", file],
            ];
            foreach (string[] command in commands)
            {
                CliRun run = CliRun.Of(command);
                Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), string.Join(' ', command));
                Assert.That(run.ErrorLines[^1], Does.Contain("this file holds keys, which are not replaced"));
            }
        }
        Assert.That(File.ReadAllBytes(_keys.Master), Is.EqualTo(master));
        Assert.That(File.ReadAllBytes(_keys.Salts), Is.EqualTo(salts));
    }

    [Test]
    public void JsonInput_IsRefusedWhereBlobsAreWanted() => Assert.That(_keys.Unseal(Keys.Facts("alice"), "--user", "alice").ExitCode, Is.EqualTo(2));

    private string ManifestFile()
    {
        string path = _keys.Folder["manifest.mg"];
        using MgFileWriter writer = MgFileWriter.Create(path);
        GrainBlob[] blobs = [.. Enumerable.Range(0, 2).Select(static number => GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(Keys.Fact(number, "alice"))))];
        foreach (GrainBlob blob in blobs) writer.Add(blob);
        writer.Manifest = IndexManifest.Create([KeyValuePair.Create(blobs[0].Address, new IndexState { SupersededBy = blobs[1].Address })], keepDefaults: true);
        writer.Complete();
        return path;
    }

    private static string Blob(string line) => line.Split("\"blob\":\"")[1].TrimEnd()[..^2];

    private static string Address(string line) => line.Split("\"address\":\"")[1][..64];
}
