using System.Text.Json;
using OpenMemory.Cli.Tests.Erasure;

namespace OpenMemory.Cli.Tests.Store;

[TestFixture]
internal sealed class ReportSubjectTests
{
    private const string Attachment = "cas://sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Every_grain_about_a_person_is_listed_with_the_fields_that_say_so() // OMS-28.4.4-1, OMS-28.4.4-2
    {
        GrainBlob theirs = Memories.Fact(1, "tea", $$""","user_id":"{{Memories.Person}}","content_refs":[{"uri":"{{Attachment}}","modality":"image"}]""");
        GrainBlob held = Memories.Fact(2, Memories.Person, ",\"invalidation_policy\":{\"mode\":\"hold\"}"), visit = Memories.Fact(3, "milk", $",\"session_id\":\"{Memories.Person}#visit-1\"");
        GrainBlob longer = Memories.Fact(4, "water", $",\"user_id\":\"{Memories.Person}7\""), mention = Memories.Fact(5, $"what {Memories.Person} likes");
        string file = Memories.Write(_folder, "a.mg", [theirs, held, visit, longer, mention]);
        CliRun run = CliRun.Of("report-subject", file, Memories.Person);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Lines[0], Does.Match("^subject:[0-9a-f]{16}: 3 of 5 grains, 1 under a legal hold$"));
        Assert.That(run.Output, Does.Not.Contain(Memories.Person), "nor does the answer name them");
        foreach (GrainBlob grain in (GrainBlob[])[theirs, held, visit]) Assert.That(run.Output, Does.Contain(Memories.Short(grain)));
        Assert.That(run.Output, Does.Contain("user_id").And.Contain("session_id").And.Contain("object; under a legal hold").And.Contain("  " + Attachment).And.Contain("--mentions does that"));
        Assert.That(run.Lines, Has.All.Length.LessThanOrEqualTo(80));
        CliRun mentions = CliRun.Of("report-subject", file, Memories.Person, "--mentions");
        Assert.That(mentions.Lines[0], Does.Contain(" 4 of 5 grains"));
        Assert.That(mentions.Output, Does.Contain(Memories.Short(mention)).And.Not.Contain("--mentions does that"));
        Assert.That(CliRun.WithText(Memories.Person + "\n", "report-subject", file, "-").Output, Is.EqualTo(run.Output));
        Assert.That(CliRun.With(File.ReadAllBytes(file), "report-subject", "-", Memories.Person).Output, Is.EqualTo(run.Output));
    }

    [Test]
    public void Json_has_the_grains_and_the_limits()
    {
        GrainBlob theirs = Memories.Fact(1, "tea", $$""","user_id":"{{Memories.Person}}","content_refs":[{"uri":"{{Attachment}}","modality":"image"}]""");
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("report-subject", Memories.Write(_folder, "a.mg", [theirs, Memories.Fact(2, "milk")]), Memories.Person, "--json").Output);
        JsonElement root = json.RootElement, match = root.GetProperty("matches")[0];
        Assert.That((root.GetProperty("grains").GetInt32(), root.GetProperty("matches").GetArrayLength(), root.GetProperty("complete").GetBoolean()), Is.EqualTo((2, 1, true)));
        Assert.That(match.GetProperty("content_address").GetString(), Is.EqualTo(theirs.Address.ToString()));
        Assert.That(match.GetProperty("matched_fields").EnumerateArray().Single().GetString(), Is.EqualTo("user_id"));
        Assert.That(match.GetProperty("attachments").EnumerateArray().Single().GetString(), Is.EqualTo(Attachment));
        Assert.That(match.GetProperty("grain").GetProperty("object").GetString(), Is.EqualTo("tea"));
        Assert.That(root.GetProperty("limits").EnumerateArray().Select(static limit => limit.GetProperty("kind").GetString()), Has.Member("mentions_not_searched"));
    }

    [Test]
    public void Sealed_grains_are_found_with_keys_and_make_the_answer_incomplete_without() // OMS-28.4.4-4
    {
        using Keys keys = new();
        CliRun sealing = keys.Seal(Keys.Facts(Memories.Person, "somebody", null), "-o", _folder["a.mg"]);
        Assert.That(sealing.ExitCode, Is.Zero, sealing.Error);
        CliRun without = CliRun.Of("report-subject", _folder["a.mg"], Memories.Person);
        Assert.That(without.ExitCode, Is.EqualTo(1));
        Assert.That(without.ErrorLines, Has.One.StartsWith("not complete: 2 grains are sealed"));
        CliRun with = CliRun.Of(["report-subject", _folder["a.mg"], Memories.Person, .. keys.Both]);
        Assert.That((with.ExitCode, with.Error), Is.EqualTo((0, "")));
        Assert.That(with.Output, Does.Contain(" 1 of 3 grains").And.Contain("1 grain is sealed for others"));
        using Keys others = new();
        Assert.That(CliRun.Of(["report-subject", _folder["a.mg"], Memories.Person, "--master", others.Master, "--salts", keys.Salts]).ExitCode, Is.EqualTo(2));
    }

    [TestCase("", TestName = "Nobody")]
    [TestCase("\n \n", TestName = "A blank")]
    [TestCase("one\ntwo\n", TestName = "Two people")]
    public void An_identity_that_is_none_is_a_usage_error(string input)
    {
        CliRun run = CliRun.WithText(input, "report-subject", Memories.Write(_folder, "a.mg", [Memories.Fact(1, "tea")]), "-");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(CliRun.Of("report-subject", _folder["a.mg"], " ").ExitCode, Is.EqualTo(2));
    }
}
