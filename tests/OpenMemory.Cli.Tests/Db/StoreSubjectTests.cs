using System.Text.Json;
using OpenMemory.Cli.Tests.Erasure;
using OpenMemory.Cli.Tests.Store;

namespace OpenMemory.Cli.Tests.Db;

[TestFixture]
internal sealed class StoreSubjectTests
{
    private const string Theirs = $",\"user_id\":\"{Memories.Person}\"", Hold = ",\"invalidation_policy\":{\"mode\":\"hold\"}";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_person_is_reported_erased_and_stays_out() // OMS-28.4.4-3, OMS-28.4-6, R-54
    {
        GrainBlob hers = Memories.Fact(1, "tea", Theirs), other = Memories.Fact(2, "coffee");
        string path = Stores.Make(_folder, hers, other);
        CliRun report = CliRun.Of("store", "report-subject", path, Memories.Person);
        Assert.That(report.ExitCode, Is.Zero, report.Error);
        Assert.That(report.Lines[0], Does.Match("^subject:[0-9a-f]{16}: 1 of 2 grains$"));
        Assert.That(report.Output, Does.Contain("user_id").And.Contain(Memories.Short(hers)));
        CliRun run = CliRun.WithText(Memories.Person, "store", "erase-subject", path, "-", "--actor", "me", "--reason", "asked for");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Does.EndWith(": 1 grain erased, 0 kept by a legal hold"));
        Assert.That(run.Output, Does.Contain("Backups and exports").And.Not.Contain(Memories.Person));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(CliRun.Of("store", "report-subject", path, Memories.Person, "--mentions").Lines[0], Does.Contain(" 0 of 2 grains"));
        Assert.That(Stores.Put(path, hers).Output, Does.StartWith($"deleted {hers.Address}"));
        Assert.That(Stores.Put(path, hers).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_hold_stays_and_the_erasure_is_not_complete() // OMS-23.2-3, OMS-28.4.4-4
    {
        GrainBlob held = Memories.Fact(1, "tea", Theirs + Hold), free = Memories.Fact(2, "milk", Theirs);
        string path = Stores.Make(_folder, held, free);
        CliRun run = CliRun.Of("store", "erase-subject", path, Memories.Person, "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["not complete: 1 grain is under a legal hold: they stay"]));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.That(json.RootElement.GetProperty("erased")[0].GetString(), Is.EqualTo(free.Address.ToString()));
        Assert.That(json.RootElement.GetProperty("held")[0].GetString(), Is.EqualTo(held.Address.ToString()));
        Assert.That(json.RootElement.GetProperty("complete").GetBoolean(), Is.False);
    }

    [Test]
    public void The_key_goes_too_so_that_sealed_copies_no_longer_open() // OMS-28.4.3-1, OMS-20.3-2
    {
        using Keys keys = new();
        string sealedLines = keys.Seal(Keys.Facts("u-1", "u-2")).Output, path = Stores.Make(_folder);
        Assert.That(CliRun.WithText(sealedLines, "store", "put", path, "-").ExitCode, Is.Zero);
        CliRun kept = CliRun.Of(["store", "erase-subject", path, "u-1", .. keys.Both, "--keep-key"]);
        Assert.That(kept.ExitCode, Is.Zero, kept.Error);
        Assert.That(kept.Output, Does.Contain(": 1 grain erased").And.Contain("'openmemory keys destroy' destroys it"));
        Assert.That(keys.Unseal(sealedLines, "--user", "u-1").Error, Does.Contain("1 opened"));
        CliRun run = CliRun.Of(["store", "erase-subject", path, "u-1", .. keys.Both]);
        Assert.That(run.Output, Does.Contain("key is destroyed: receipt 1,"));
        Assert.That(keys.Unseal(sealedLines, "--user", "u-1").Error, Does.Not.Contain("1 opened"));
        Assert.That(keys.Unseal(sealedLines, "--user", "u-2").Error, Does.Contain("1 opened"));
    }

    [Test]
    public void Sealed_grains_without_keys_make_it_incomplete_and_a_stranger_is_told_so()
    {
        using Keys keys = new();
        string path = Stores.Make(_folder);
        CliRun.WithText(keys.Seal(Keys.Facts("u-1")).Output, "store", "put", path, "-");
        CliRun blind = CliRun.Of("store", "report-subject", path, "u-1");
        Assert.That((blind.ExitCode, blind.ErrorLines[0]), Is.EqualTo((1, "not complete: 1 grain is sealed: whose they are cannot be seen without --master and --salts")));
        Assert.That(CliRun.Of(["store", "erase-subject", path, "u-9", .. keys.Both]).Output, Does.Contain("so it is with one that was mistyped"));
        Assert.That(CliRun.Of("store", "erase-subject", path, " ").ExitCode, Is.EqualTo(2));
    }
}
