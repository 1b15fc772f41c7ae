using System.Text.Json;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

[TestFixture]
internal sealed class StoreTransferTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase]
    [TestCase("--codec", "zstd")]
    public void A_file_goes_in_and_comes_out_the_same(params string[] options) // OMS-11.7-1
    {
        GrainBlob first = Memories.Fact(1, "tea"), second = Memories.Fact(2, "coffee", replaces: first.Address);
        string file = Memories.Write(_folder, "a.mg", [first, second], Memories.Superseded(first, second, 2)), path = Stores.Make(_folder);
        CliRun import = CliRun.Of("store", "import", path, file);
        Assert.That((import.ExitCode, import.Error), Is.EqualTo((0, "")));
        Assert.That(import.Lines, Is.EqualTo((string[])["grains: 2 taken in", "manifest: 1 entry applied"]));
        Assert.That(CliRun.With(File.ReadAllBytes(file), "store", "import", path, "-").Lines, Is.EqualTo((string[])["grains: 0 taken in, 2 there already", "manifest: 0 entries applied, 1 without effect"]));
        CliRun export = CliRun.Of(["store", "export", path, "-o", _folder["b.mg"], .. options]);
        Assert.That((export.ExitCode, export.Error), Is.EqualTo((0, "")));
        Assert.That(export.Lines[0], Does.StartWith("2 grains, ").And.Contain("sha256 "));
        Assert.That(export.Lines[1], Is.EqualTo("manifest: 1 entry"));
        Assert.That(CliRun.Of("diff", file, _folder["b.mg"]).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("history", _folder["b.mg"], "0").Output, Is.EqualTo(CliRun.Of("history", file, "0").Output));
    }

    [Test]
    public void A_part_goes_out_with_its_chains_or_without()
    {
        GrainBlob first = Memories.Fact(1, "tea"), second = Memories.Fact(2, "coffee", replaces: first.Address), other = Memories.Fact(3, "mail", ",\"namespace\":\"n\"");
        string path = Stores.Make(_folder);
        CliRun.Of("store", "import", path, Memories.Write(_folder, "a.mg", [first, second, other], Memories.Superseded(first, second, 2)));
        (string[] Options, int Grains)[] cases = [([], 3), (["--no-history"], 2), (["--object", "coffee"], 2), (["--object", "coffee", "--no-history"], 1), (["--namespace", "n"], 1), (["--status", "past", "--no-history"], 1)];
        foreach ((string[] options, int grains) in cases)
        {
            using JsonDocument json = JsonDocument.Parse(CliRun.Of(["store", "export", path, "-o", _folder["b.mg"], "--json", .. options]).Output);
            Assert.That(json.RootElement.GetProperty("grains").GetInt32(), Is.EqualTo(grains), string.Join(' ', options));
            using MgFileReader reader = MgFileReader.Open(_folder["b.mg"]);
            Assert.That(reader.Count, Is.EqualTo(grains));
        }
    }

    [Test]
    public void An_export_never_takes_the_place_of_a_store()
    {
        string path = Stores.Make(_folder, Memories.Fact(1, "tea"));
        byte[] before = File.ReadAllBytes(path);
        CliRun run = CliRun.Of("store", "export", path, "-o", path);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("is not replaced"));
        Assert.That(CliRun.WithText(Stores.Json("tea"), "pack", "-", "-o", path).ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.That(CliRun.Of("store", "export", path, "-o", _folder["no/a.mg"]).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void What_a_manifest_states_without_proof_is_told_and_not_believed()
    {
        GrainBlob guarded = Memories.Fact(1, "tea", ",\"invalidation_policy\":{\"mode\":\"locked\"}"), thief = Memories.Fact(2, "coffee", replaces: guarded.Address);
        string path = Stores.Make(_folder), file = Memories.Write(_folder, "a.mg", [guarded, thief], Memories.Superseded(guarded, thief, 2));
        CliRun run = CliRun.Of("store", "import", path, file);
        Assert.That(run.Lines[1], Is.EqualTo("manifest: 0 entries applied, 1 without effect, 1 denied by policy"));
        Assert.That(run.ErrorLines, Has.One.StartsWith($"manifest: {guarded.Address}: "));
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("store", "import", path, file, "--json").Output);
        Assert.That(json.RootElement.GetProperty("notices").GetArrayLength(), Is.EqualTo(1));
        Assert.That(CliRun.Of("store", "query", path).Lines[0], Is.EqualTo("2 grains"));
    }

    [Test]
    public void Filters_and_the_manifest_are_the_callers_choice()
    {
        GrainBlob first = Memories.Fact(1, "tea"), second = Memories.Fact(2, "coffee", replaces: first.Address), other = Memories.Fact(3, "mail", ",\"namespace\":\"n\"");
        string path = Stores.Make(_folder), file = Memories.Write(_folder, "a.mg", [first, second, other], Memories.Superseded(first, second, 2));
        Assert.That(CliRun.Of("store", "import", path, file, "--namespace", "n").Lines[0], Is.EqualTo("grains: 1 taken in, 2 left out by the filter"));
        Assert.That(CliRun.Of("store", "import", path, file, "--ignore-manifest").Lines, Is.EqualTo((string[])["grains: 2 taken in, 1 there already", "manifest: 0 entries applied, 1 left out"]));
        Assert.That(CliRun.Of("store", "query", path).Lines[0], Is.EqualTo("3 grains"));
    }

    [Test]
    public void What_is_not_trusted_stays_out_and_ends_with_1() // OMS-9.3-2
    {
        string path = Stores.Make(_folder), file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea")]);
        CliRun run = CliRun.Of("store", "import", path, file, "--signer", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
        Assert.That((run.ExitCode, run.Lines[0]), Is.EqualTo((1, "grains: 0 taken in, 1 not trusted")));
        Assert.That(run.ErrorLines, Has.One.StartsWith("not trusted, "));
        Assert.That(CliRun.Of("store", "import", path, file, "--allow-unsigned").ExitCode, Is.Zero);
    }

    [Test]
    public void A_framed_stream_is_taken_and_one_that_breaks_off_is_told()
    {
        string path = Stores.Make(_folder), file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea"), Memories.Fact(2, "coffee")]);
        byte[] frames = CliRun.Of("unpack", file, "--framed").Bytes;
        CliRun broken = CliRun.With(frames[..^20], "store", "import", path, "-");
        Assert.That((broken.ExitCode, broken.Lines[0]), Is.EqualTo((1, "grains: 1 taken in")));
        Assert.That(broken.ErrorLines, Has.One.StartsWith("the stream broke off: ERR_"));
        Assert.That(CliRun.With(frames, "store", "import", path, "-").Lines[0], Is.EqualTo("grains: 1 taken in, 1 there already"));
        CliRun json = CliRun.WithText(Stores.Json("tea"), "store", "import", path, "-");
        Assert.That((json.ExitCode, json.ErrorLines[0]), Is.EqualTo((2, "this is neither a .mg file nor a framed stream, and 'store put' takes what is written here: standard input")));
    }

    [Test]
    public void A_damaged_file_leaves_the_store_as_it_was()
    {
        string path = Stores.Make(_folder), file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea"), Memories.Fact(2, "coffee")]);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        CliRun run = CliRun.Of("store", "import", path, _folder.Write("bad.mg", bytes));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_"));
        Assert.That(CliRun.Of("store", "query", path).Lines, Is.EqualTo((string[])["0 grains"]));
    }
}
