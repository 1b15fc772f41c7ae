using System.Text.Json;

namespace OpenMemory.Cli.Tests.Erasure;

/// <summary><c>keys</c>: files of keys, and what destroying one of them leaves (OMS-20.3-2).</summary>
[TestFixture]
internal sealed class KeysTests
{
    [Test]
    public void Init_MakesBothFilesOnceAndReplacesNeither()
    {
        using Keys keys = new();
        byte[] master = File.ReadAllBytes(keys.Master), salts = File.ReadAllBytes(keys.Salts);
        foreach ((string m, string s) in (ReadOnlySpan<(string, string)>)
            [(keys.Master, keys.Salts), (keys.Master, keys.Folder["new"]), (keys.Folder["new"], keys.Salts), (keys.Folder["new"], keys.Folder["new"]), (keys.Folder["new"], keys.Folder["no/folder"])])
        {
            CliRun run = CliRun.Of("keys", "init", "--master", m, "--salts", s);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)), $"{m} {s}");
            Assert.That(File.Exists(keys.Folder["new"]), Is.False, "neither file alone");
        }
        Assert.That(File.ReadAllBytes(keys.Master), Is.EqualTo(master));
        Assert.That(File.ReadAllBytes(keys.Salts), Is.EqualTo(salts));
    }

    [Test]
    public void EveryCommand_WithAMissingFile_IsExitCode2AndMakesNone()
    {
        using Keys keys = new();
        string missing = keys.Folder["missing"];
        string[][] commands =
        [
            ["keys", "rotate", "--master", missing],
            ["keys", "list", "--salts", missing],
            ["keys", "receipts", "--salts", missing],
            ["keys", "verify-receipts", "--salts", missing],
            ["keys", "verify-receipts", missing],
            ["keys", "destroy", "--master", keys.Master, "--salts", missing, "--user", "a"],
            ["keys", "destroy", "--master", missing, "--salts", keys.Salts, "--user", "a"],
            ["seal", "-", "--master", keys.Master, "--salts", missing],
            ["unseal", "-", "--master", missing, "--salts", keys.Salts, "--user", "a"],
            ["seal", "-", "--master", keys.Master, "--salts", keys.Master],
        ];
        foreach (string[] command in commands)
        {
            CliRun run = CliRun.WithText(Samples.Fact(1), command);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)), string.Join(' ', command));
            Assert.That(File.Exists(missing), Is.False, string.Join(' ', command));
        }
    }

    [Test]
    public void DamagedFiles_AreBadDataAndNothingIsSealed()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice"));
        foreach (string file in (ReadOnlySpan<string>)[keys.Master, keys.Salts])
        {
            byte[] good = File.ReadAllBytes(file), bad = [.. good];
            bad[^1] ^= 1;
            File.WriteAllBytes(file, bad);
            CliRun run = keys.Seal(Keys.Facts("alice"));
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")), file);
            Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
            File.WriteAllBytes(file, good);
        }
    }

    [Test]
    public void List_ShowsTokensAndStatesButNoUserAndNoSecret()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice", "bob", "alice"));
        keys.Destroy("bob");
        CliRun run = CliRun.Of("keys", "list", "--salts", keys.Salts);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[^1], Is.EqualTo("1 active, 1 destroyed"));
        Assert.That(run.Lines[..^1], Has.All.Match(@"^[0-9a-f]{64} 1 (active|destroyed) 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(run.Output, Does.Not.Contain("alice").And.Not.Contain("bob"));

        using JsonDocument json = JsonDocument.Parse(CliRun.Of("keys", "list", "--salts", keys.Salts, "--json").Output);
        Assert.That(json.RootElement.GetProperty("active").GetInt32(), Is.EqualTo(1));
        Assert.That(
            json.RootElement.GetProperty("keys").EnumerateArray().Select(static key => $"{key.GetProperty("token").GetString()} {key.GetProperty("master_key_version").GetUInt32()} {key.GetProperty("state").GetString()} {key.GetProperty("time").GetString()}"),
            Is.EqualTo(run.Lines[..^1]));
    }

    [Test]
    public void List_OfUsers_ShowsEachUnderEveryVersion()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice", "bob"));
        CliRun.Of("keys", "rotate", "--master", keys.Master);
        keys.Seal(Keys.Facts("alice"));
        CliRun run = CliRun.Of(["keys", "list", .. keys.Both, "--user", "nobody", "--user", "alice"]);
        Assert.That(run.Lines.Select(static line => string.Join(' ', line.Split(' ')[1..3])), Is.EqualTo((string[])["2 none", "2 active", "1 active", "active, 0"]));
        Assert.That(run.Lines[^1], Is.EqualTo("2 active, 0 destroyed, 1 without a key"));
        Assert.That(run.Output, Does.Not.Contain("alice"));
        string file = keys.Folder.Write("users", "\uFEFFnobody\r\n\r\nalice");
        Assert.That(CliRun.Of(["keys", "list", .. keys.Both, "--user-file", file]).Output, Is.EqualTo(run.Output));
        Assert.That(CliRun.WithText("nobody\nalice\n", ["keys", "list", .. keys.Both, "--user-file", "-"]).Output, Is.EqualTo(run.Output));
    }

    [Test]
    public void Users_ThatAreNone_AreRefused()
    {
        using Keys keys = new();
        string[][] commands =
        [
            ["keys", "destroy", .. keys.Both],
            ["keys", "destroy", .. keys.Both, "--user", ""],
            ["keys", "destroy", .. keys.Both, "--user-file", keys.Folder.Write("blank", "\r\n\n")],
            ["keys", "destroy", .. keys.Both, "--user-file", keys.Folder["missing"]],
            ["keys", "list", "--salts", keys.Salts, "--user", "a"],
            ["keys", "list", .. keys.Both],
            ["unseal", "-", .. keys.Both],
            ["unseal", "-", .. keys.Both, "--user-file", "-"],
            ["seal", "-", .. keys.Both, "--user-file", "-"],
            ["seal", "-", .. keys.Both, "--user", "a", "--user", "b"],
        ];
        foreach (string[] command in commands)
        {
            CliRun run = CliRun.WithText("a\n", command);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")), string.Join(' ', command));
            Assert.That(run.ErrorLines, Is.Not.Empty);
        }
        CliRun bad = CliRun.With([.. "a\n"u8, 0xff], ["keys", "destroy", .. keys.Both, "--user-file", "-"]);
        Assert.That((bad.ExitCode, bad.Output), Is.EqualTo((1, "")));
        Assert.That(bad.ErrorLines[1], Is.EqualTo("in line 2"));
        Assert.That(CliRun.Of("keys", "list", "--salts", keys.Salts).Lines, Is.EqualTo((string[])["0 active, 0 destroyed"]), "nobody was destroyed");
    }

    [Test]
    public void Destroy_PrintsAReceiptWithoutTheUserAndAgainTheSameOne()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice"));
        CliRun first = keys.Destroy("alice"), again = keys.Destroy("alice"), stranger = keys.Destroy("never-seen");
        Assert.That((first.ExitCode, first.Error, first.Lines.Length), Is.EqualTo((0, "", 1)));
        Assert.That(again.Output, Is.EqualTo(first.Output));
        Assert.That(first.Output, Does.Contain("\"n\":1,").And.Contain("\"salts\":1,").And.Not.Contain("alice"));
        Assert.That(stranger.Output, Does.Contain("\"n\":2,").And.Contain("\"salts\":0,"));
        Assert.That(CliRun.Of("keys", "receipts", "--salts", keys.Salts).Output, Is.EqualTo(first.Output + stranger.Output));
        Assert.That(keys.Seal(Keys.Facts("never-seen")).ExitCode, Is.EqualTo(1), "a tombstone for whom there was no key");
    }

    [Test]
    public void Destroy_SaysHowManyHadNoKey()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice"));
        CliRun run = CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "alice", "--user", "alise"]);
        Assert.That((run.ExitCode, run.Lines.Length), Is.EqualTo((0, 2)));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["1 of 2 users had no key; so has one whose user_id was mistyped"]));
    }

    [TestCase(32, 0)] // EPIPE: | head -1
    [TestCase(28, 2)] // ENOSPC: > file
    public void Destroy_WhenNobodyHearsOfIt_DestroysAllOfThem(int error, int exitCode)
    {
        using Keys keys = new();
        using StringWriter errors = new();
        string[] users = [.. Enumerable.Range(0, 20).SelectMany(static user => (string[])["--user", $"user-{user}"])];
        int code = OpenMemoryCommand.Run(["keys", "destroy", .. keys.Both, .. users], Stream.Null, new DeafStream(300, error), errors);
        Assert.That(code, Is.EqualTo(exitCode), errors.ToString());
        Assert.That(CliRun.Of("keys", "receipts", "--salts", keys.Salts).Lines, Has.Length.EqualTo(20));
    }

    [Test]
    public void List_ThatFails_PrintsNothing()
    {
        using Keys keys = new();
        foreach (string[] command in (ReadOnlySpan<string[]>)[["keys", "list", "--json", "--salts", keys.Folder["missing"]], ["keys", "list", "--json", "--salts", keys.Salts, "--master", keys.Salts, "--user", "a"]])
        {
            CliRun run = CliRun.Of(command);
            Assert.That((run.ExitCode, run.Output, run.ErrorLines.Length), Is.EqualTo((2, "", 1)));
        }
    }

    [TestCase("""{"mode":"hold"}""", true)]
    [TestCase("""{"mode":"timed","locked_until":1700000000,"fallback_mode":"hold"}""", true)]
    [TestCase("""{"mode":"timed","locked_until":9900000000,"fallback_mode":"hold"}""", false)]
    [TestCase("""{"mode":"locked"}""", false)]
    public void Destroy_AUserWhoseGrainIsHeld_IsRefusedAndNobodyIsDestroyed(string policy, bool isHeld) // OMS-23.2-3
    {
        using Keys keys = new();
        string grain = Keys.Fact(1, "Zoe\u0301")[..^1] + $",\"invalidation_policy\":{policy}}}";
        string hidden = keys.Seal(Keys.Facts("bob") + '\n' + grain).Output;
        foreach (string memory in (ReadOnlySpan<string>)[hidden, CliRun.WithText(grain, "encode", "-").Output, grain])
        {
            string file = keys.Folder.Write("memory", memory);
            Assert.That(CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "carol", "--memory", file]).ExitCode, Is.Zero, "somebody else's hold");
            if (!isHeld) continue;
            CliRun run = CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "bob", "--user", "Zo\u00e9", "--memory", file]);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
            Assert.That(run.ErrorLines[0], Does.StartWith("ERR_INVALIDATION_DENIED: A grain of the user is under a legal hold").And.EndsWith("OMS-23.2-3"));
            Assert.That(CliRun.Of(["keys", "list", .. keys.Both, "--user", "bob"]).Output, Does.Contain(" active "));
        }
        keys.Folder.Write("memory", keys.Seal(grain, "--user", "dan").Output);
        Assert.That(CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "dan", "--memory", keys.Folder["memory"]]).ExitCode, Is.EqualTo(isHeld ? 1 : 0), "a held grain of somebody else depends on the key");
        keys.Folder.Write("memory", hidden);
        CliRun allowed = CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "bob", "--user", "Zo\u00e9", "--memory", keys.Folder["memory"]]);
        Assert.That(allowed.Lines, Has.Length.EqualTo(isHeld ? 0 : 2));
    }

    [Test]
    public void Destroy_WithAMemoryThatCannotBeRead_DestroysNothing()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice"));
        string file = keys.Folder.Write("memory", Samples.Hex(0) + "\n0100");
        foreach ((string memory, int exitCode) in (ReadOnlySpan<(string, int)>)[(file, 1), (keys.Folder["missing"], 2)])
        {
            CliRun run = CliRun.Of(["keys", "destroy", .. keys.Both, "--user", "alice", "--memory", memory]);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")));
        }
        Assert.That(CliRun.Of("keys", "receipts", "--salts", keys.Salts).Output, Is.Empty);
    }

    [Test]
    public void Destroy_WithoutAVersionOfTheMasterKey_DestroysNothing()
    {
        using Keys keys = new();
        keys.Seal(Keys.Facts("alice"));
        byte[] first = File.ReadAllBytes(keys.Master);
        CliRun.Of("keys", "rotate", "--master", keys.Master);
        keys.Seal(Keys.Facts("bob"));
        File.WriteAllBytes(keys.Master, first); // a backup from before the rotation
        byte[] salts = File.ReadAllBytes(keys.Salts);
        foreach (CliRun run in (ReadOnlySpan<CliRun>)[keys.Destroy("bob"), keys.Seal(Keys.Facts("carol"))])
        {
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
            Assert.That(run.Error, Does.Contain("version 2 of the master key"));
        }
        Assert.That(File.ReadAllBytes(keys.Salts), Is.EqualTo(salts));
    }

    [Test]
    public void AnotherMasterKeyOfTheSameVersion_DoesNotSayThatAUserHasNoKeyOrNoGrains()
    {
        using Keys keys = new(), other = new();
        string sealedGrain = keys.Seal(Keys.Facts("alice")).Output;
        string[] mixed = ["--master", other.Master, "--salts", keys.Salts, "--user", "alice"];
        CliRun list = CliRun.Of(["keys", "list", .. mixed]), strict = CliRun.WithText(sealedGrain, ["unseal", "-", .. mixed, "--strict"]);
        foreach (CliRun run in (ReadOnlySpan<CliRun>)[list, strict])
        {
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
            Assert.That(run.Error, Does.Contain("another master key of version 1"));
        }
        CliRun unsealed = CliRun.WithText(sealedGrain, ["unseal", "-", .. mixed]);
        Assert.That((unsealed.ExitCode, unsealed.Output), Is.EqualTo((0, sealedGrain)));
        Assert.That(unsealed.ErrorLines[0], Does.Contain("another master key of version 1"), "the grain is alice's, and passes as a stranger's");
    }

    [Test]
    public void VerifyReceipts_FindsWhatWasChangedOrCutOff()
    {
        using Keys keys = new();
        foreach (string user in (ReadOnlySpan<string>)["a", "b", "c"]) keys.Destroy(user);
        string all = CliRun.Of("keys", "receipts", "--salts", keys.Salts).Output;
        string[] lines = all.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CliRun store = CliRun.Of("keys", "verify-receipts", "--salts", keys.Salts), piped = CliRun.WithText(all, "keys", "verify-receipts", "-");
        Assert.That((store.ExitCode, store.Error), Is.EqualTo((0, "")));
        Assert.That(store.Output, Does.StartWith("sound: 3 receipts, the last of 20").And.Contain(lines[2].Split("\"hash\":\"")[1][..64]));
        Assert.That(piped.Output, Is.EqualTo(store.Output));
        CliRun both = CliRun.WithText(lines[2], "keys", "verify-receipts", "-", "--salts", keys.Salts);
        Assert.That(both.Output, Is.EqualTo(store.Output + "the 1 given are among them\n"));

        Assert.That(CliRun.WithText(lines[0] + '\n' + lines[1], "keys", "verify-receipts", "-").ExitCode, Is.Zero, "the newest is cut off, which the chain does not show");
        foreach (string bad in (ReadOnlySpan<string>)[lines[1], lines[1] + '\n' + lines[0], lines[0] + '\n' + lines[2], all.Replace("\"salts\":0", "\"salts\":1"), lines[0].Replace("\"n\":1", "\"n\":2")])
        {
            CliRun run = CliRun.WithText(bad, "keys", "verify-receipts", "-");
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")), bad);
        }
        foreach (string notReceipts in (ReadOnlySpan<string>)["", "abc"])
            Assert.That(CliRun.WithText(notReceipts, "keys", "verify-receipts", "-").ExitCode, Is.EqualTo(2));

        byte[] salts = File.ReadAllBytes(keys.Salts);
        keys.Destroy("d");
        string newest = CliRun.Of("keys", "receipts", "--salts", keys.Salts).Lines[^1];
        File.WriteAllBytes(keys.Salts, salts); // a backup from before the last erasure
        CliRun undone = CliRun.WithText(newest, "keys", "verify-receipts", "-", "--salts", keys.Salts);
        Assert.That(undone.ExitCode, Is.EqualTo(1));
        Assert.That(undone.Error, Does.Contain("ERR_INTEGRITY: Receipt 4 is not among those of the file of salts"));
    }
}
