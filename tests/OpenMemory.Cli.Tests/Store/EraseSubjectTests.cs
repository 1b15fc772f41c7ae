using System.Text;
using System.Text.Json;
using OpenMemory.Cli.Tests.Erasure;

namespace OpenMemory.Cli.Tests.Store;

[TestFixture]
internal sealed class EraseSubjectTests
{
    private const string Theirs = $",\"user_id\":\"{Memories.Person}\"", Hold = ",\"invalidation_policy\":{\"mode\":\"hold\"}";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void What_is_about_a_person_goes_and_the_rest_stays_as_it_was() // OMS-28.4.4-3, R-54
    {
        GrainBlob old = Memories.Fact(1, "tea"), later = Memories.Fact(2, "coffee", replaces: old.Address), hers = Memories.Fact(3, "milk", Theirs), subject = Memories.Fact(4, Memories.Person);
        IndexState read = new() { AccessCount = 7, RecStatus = "applied" };
        string file = Memories.Write(_folder, "a.mg", [later, hers, old, subject], Memories.Superseded(old, later, 2), (later.Address, read), (hers.Address, new() { VerificationStatus = IndexState.Verified }));
        byte[] input = File.ReadAllBytes(file);
        CliRun run = CliRun.Of("erase-subject", file, Memories.Person, "-o", _folder["b.mg"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Lines[0], Does.Match("^subject:[0-9a-f]{16}: 2 grains erased, 0 kept by a legal hold$"));
        Assert.That(run.Output, Does.Contain("The input file and its copies still exist").And.Contain("keys destroy").And.Not.Contain(Memories.Person));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(input));
        using MgFileReader reader = MgFileReader.Open(_folder["b.mg"]);
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        Assert.That(reader.Count, Is.EqualTo(3));
        Assert.That((reader.GetAddress(0), reader.GetAddress(1)), Is.EqualTo((later.Address, old.Address)), "in their order");
        Assert.That((reader[0].SequenceEqual(later.Span), reader[1].SequenceEqual(old.Span)), Is.EqualTo((true, true)));
        Assert.That(reader.Manifest!.Count, Is.EqualTo(2));
        Assert.That(reader.Manifest.TryGet(later.Address, out IndexState kept) && kept.Equals(read), Is.True, "what the manifest says of the others is carried on");
        Assert.That(reader.Manifest.TryGet(old.Address, out kept) && kept.SupersededBy == later.Address, Is.True);
        Observation record = (Observation)reader.GetBlob(2).ToGrain();
        Assert.That((record.Relation, record.Namespace), Is.EqualTo(("audit:subject_erased", "agent:audit")));
        Assert.That(File.ReadAllBytes(_folder["b.mg"]).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Memories.Person)), Is.EqualTo(-1));
        Assert.That(CliRun.Of("report-subject", _folder["b.mg"], Memories.Person, "--mentions").Lines[0], Does.Contain(" 0 of 3 grains"));
    }

    [Test]
    public void A_hold_stays_and_the_erasure_is_not_complete() // OMS-23.2-3, OMS-28.4.4-4
    {
        GrainBlob held = Memories.Fact(1, "tea", Theirs + Hold), free = Memories.Fact(2, "milk", Theirs);
        string file = Memories.Write(_folder, "a.mg", [held, free]);
        CliRun run = CliRun.Of("erase-subject", file, Memories.Person, "-o", _folder["b.mg"]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Is.EqualTo((string[])["not complete: 1 grain is under a legal hold: they stay"]));
        Assert.That(run.Output, Does.Contain("1 grain erased, 1 kept").And.Contain($"  {held.Address}: under a legal hold"));
        using MgFileReader reader = MgFileReader.Open(_folder["b.mg"]);
        Assert.That((reader.TryFind(held.Address, out _), reader.TryFind(free.Address, out _)), Is.EqualTo((true, false)));
        CliRun again = CliRun.Of("erase-subject", file, Memories.Person, "-o", _folder["c.mg"], "--json");
        using JsonDocument json = JsonDocument.Parse(again.Output);
        Assert.That((again.ExitCode, json.RootElement.GetProperty("complete").GetBoolean()), Is.EqualTo((1, false)));
        Assert.That(json.RootElement.GetProperty("erased")[0].GetString(), Is.EqualTo(free.Address.ToString()));
        Assert.That(json.RootElement.GetProperty("held")[0].GetString(), Is.EqualTo(held.Address.ToString()));
        Assert.That(json.RootElement.GetProperty("grains_written").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public void The_output_may_take_the_place_of_the_input()
    {
        string file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea", Theirs), Memories.Fact(2, "milk")]);
        CliRun run = CliRun.WithText(Memories.Person, "erase-subject", file, "-", "-o", file, "--codec", "zstd");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("The file was replaced"));
        Assert.That(CliRun.Of("verify", file).Output, Does.StartWith("sound: 2 grains"));
        Assert.That(CliRun.Of("report-subject", file, Memories.Person).Lines[0], Does.Contain(" 0 of 2 grains"));
    }

    [Test]
    public void A_failure_leaves_no_output_and_the_input_as_it_was()
    {
        string file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea", Theirs), Memories.Fact(2, "milk")]);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.That(CliRun.Of("erase-subject", file, Memories.Person, "-o", file).ExitCode, Is.EqualTo(1));
        Assert.That(CliRun.Of("erase-subject", file, Memories.Person, "-o", _folder["b.mg"]).ExitCode, Is.EqualTo(1));
        Assert.That(CliRun.Of("erase-subject", file, Memories.Person, "-o", _folder["no/b.mg"]).ExitCode, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes));
        Assert.That(Directory.GetFiles(_folder.Path), Is.EqualTo((string[])[file]));
    }

    [Test]
    public void Sealed_grains_go_by_their_token_and_the_key_stays() // OMS-20.3-2 is what keys destroy is for
    {
        using Keys keys = new();
        Assert.That(keys.Seal(Keys.Facts(Memories.Person, "somebody", null), "-o", _folder["a.mg"]).ExitCode, Is.Zero);
        CliRun blind = CliRun.Of("erase-subject", _folder["a.mg"], Memories.Person, "-o", _folder["b.mg"]);
        Assert.That(blind.ExitCode, Is.EqualTo(1));
        Assert.That(blind.ErrorLines, Has.One.StartsWith("not complete: 2 grains are sealed"));
        CliRun run = CliRun.Of(["erase-subject", _folder["a.mg"], Memories.Person, "-o", _folder["b.mg"], .. keys.Both]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain(": 1 grain erased").And.Contain("The person's key is kept"));
        Assert.That(CliRun.Of(["unseal", _folder["a.mg"], .. keys.Both, "--user", Memories.Person, "--strict"]).Error, Does.Contain("1 opened"));
        Assert.That(CliRun.Of(["unseal", _folder["b.mg"], .. keys.Both, "--user", Memories.Person, "--strict"]).Error, Does.Contain("0 opened, 0 did not open, 1 sealed for others"));
    }

    [Test]
    public void An_identity_that_nothing_is_about_is_told_so()
    {
        string file = Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea", Theirs)]);
        CliRun run = CliRun.Of("erase-subject", file, "custmer-2184", "-o", _folder["b.mg"]);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("so it is with one that was mistyped"));
        using MgFileReader reader = MgFileReader.Open(_folder["b.mg"]);
        Assert.That(reader.Count, Is.EqualTo(2));
    }
}
