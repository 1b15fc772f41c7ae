using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenMemory.Cli.Demo;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class DemoTests
{
    [Test]
    public void Demo_TellsTheCaseAndLosesNothing()
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "--output", folder["new"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain("Nothing was lost.").And.Not.Contain("FAILED").And.Not.Contain("Not yet"));
        Assert.That(run.Output.Contains('\e'), Is.False);
        Assert.That(run.Lines.Where(static line => !line.Contains(Path.DirectorySeparatorChar)), Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(CliRun.Of("verify", folder["new/support-case.mg"]).Output, Does.StartWith("sound: "));
    }

    [Test]
    public void Demo_TwoRuns_GiveTheSameFile()
    {
        using TestFolder folder = new();
        CliRun first = CliRun.Of("demo", "-o", folder["a"]), second = CliRun.Of("demo", "-o", folder["b"]);
        Assert.That(File.ReadAllBytes(folder["a/support-case.mg"]), Is.EqualTo(File.ReadAllBytes(folder["b/support-case.mg"])));
        Assert.That(second.Lines.Where(static line => !IsRandom(line)), Is.EqualTo(first.Lines.Where(static line => !IsRandom(line))), "but for paths and keys");
        Assert.That(first.Lines.Count(IsRandom), Is.EqualTo(8));
    }

    [Test]
    public void Demo_TheStore_KeepsWhatWasKnownAndRefusesWhatPolicyForbids() // OMS-15.2-1, OMS-23.2-1, OMS-23.4-3, OMS-17.3-4
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "-o", folder.Path);
        Assert.That(run.Output, Does.Match("grains taken in +17 of 17\n").And.Match("in the place of another one +3 of 3\n"));
        Assert.That(run.Output, Does.Match("give it up +ERR_INVALIDATION_DENIED, R-35\n").And.Match("one proof of two +ERR_EVIDENCE_REQUIRED, OMS-23.4-3\n").And.Match("contradicted +ERR_INVALIDATION_DENIED, R-35\n"));
        Assert.That(run.Output, Does.Match("billing_cycle +monthly +yearly\n").And.Match("prefers_channel +- +e-mail\n").And.Match("subscription_plan +- +studio\n"));
        Assert.That(run.Output, Does.Match("acts that fit +3 of 3\n").And.Match("one is changed +3 of 3\n").And.Match("one is left out +3 of 3\n"));
        Assert.That(run.Output, Does.Match("same bytes and state +17 of 17\n").And.Match("the same head +17 of 17\n").And.Match("manifest believed +3 of 3\n").And.Match("importing it once more +0 of 17\n"));
    }

    [Test]
    public void Demo_TheFile_AnswersTheSameQuestionsAsTheStore() // OMS-11.7-1
    {
        using TestFolder folder = new();
        CliRun.Of("demo", "-o", folder.Path);
        string file = folder["support-case.mg"];
        Assert.That(CliRun.Of("as-of", file, "--relation", "billing_cycle", "--known-at", "2026-03-09T10:00:00Z").Output, Does.Match(@"billing_cycle +[0-9a-f]{12}\s+monthly\s"));
        CliRun now = CliRun.Of("as-of", file, "--relation", "billing_cycle", "--true-on", "2026-03-09T10:00:00Z");
        Assert.That((now.ExitCode, now.Error), Is.EqualTo((0, "")));
        Assert.That(now.Output, Does.Match(@"billing_cycle +[0-9a-f]{12}\s+yearly\s").And.Not.Contain("monthly"));
        Assert.That(CliRun.Of("heads", file, "--type", "goal").Lines[0], Is.EqualTo("2 heads"));
        Assert.That(CliRun.Of("history", file, SupportCase.Build().Single(static step => step.Id == "promise").Blob.Address.ToString()).Lines, Has.One.StartsWith("* 2026-03-12 09:00  goal"));
    }

    [Test]
    public void Demo_TheStoreForgetsHer_AndNothingNamesHerAnyMore() // OMS-28.4.4-3, OMS-28.4-6, R-54
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "-o", folder.Path);
        Assert.That(run.Output, Does.Match("grains about her before +16 of 17\n").And.Match("  erased +16 of 16\n").And.Match("grains about her after +0 of 16\n"));
        Assert.That(run.Output, Does.Match("importing the first file +0 of 16\n").And.Match("not about her, kept +1 of 1\n").And.Match("  before +3 of 3\n").And.Match("  after +0 of 3\n"));
        Assert.That(run.Output, Does.Match("knows her as subject:[0-9a-f]{16};"));
        Match words = Regex.Match(run.Output, "in the file before +([0-9]+) of ([0-9]+)\n +in the file after +0 of ([0-9]+)\n");
        int[] counts = [.. words.Groups.Values.Skip(1).Select(static group => int.Parse(group.Value, CultureInfo.InvariantCulture)).Distinct()];
        Assert.That(counts, Has.Length.EqualTo(1).And.All.GreaterThan(50), "all of them were there");
    }

    [Test]
    public void Demo_TheStore_IsRemovedUnlessItIsKept_AndHoldsNothingOfHers() // OMS-28.4.3-1
    {
        using TestFolder folder = new();
        CliRun removed = CliRun.Of("demo", "-o", folder["a"]);
        string path = removed.Lines.Single(static line => line.EndsWith("support-case.db", StringComparison.Ordinal)).Trim();
        Assert.That(Directory.Exists(Path.GetDirectoryName(path)), Is.False);
        CliRun kept = CliRun.Of("demo", "-o", folder["a"], "--keep", folder["b"]);
        Assert.That((kept.ExitCode, kept.Error), Is.EqualTo((0, "")));
        Assert.That(kept.Output, Does.Contain(folder["b/support-case.db"]));
        foreach (string name in DisclosureAct.Names)
        {
            foreach (string file in Directory.GetFiles(folder["b"]))
                Assert.That(Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(name, StringComparison.OrdinalIgnoreCase), Is.False, file);
        }
        Assert.That(CliRun.Of("store", "report-subject", folder["b/support-case.db"], CaseMemory.Customer, "--mentions").Lines[0], Does.Contain(" 0 of "));
        Assert.That(CliRun.Of("demo", "-o", folder["a"], "--keep", folder["b"]).ExitCode, Is.EqualTo(2), "a store is not replaced");
    }

    [Test]
    public void Acts_ThatDoNotHold_AreNotComplete()
    {
        IReadOnlyList<DemoStep> steps = SupportCase.Build();
        using TestFolder folder = new();
        using CaseMemory memory = CaseMemory.Play(steps, folder["all.db"]), partial = CaseMemory.Play([.. steps.Where(static step => step.Id != "cycle-corrected")], folder["partial.db"]);
        Assert.That((memory.IsComplete(steps), partial.IsComplete(steps)), Is.EqualTo((true, false)));
        Assert.That((KnowledgeAct.Play(memory.Store, steps).IsComplete, KnowledgeAct.Play(partial.Store, steps).IsComplete), Is.EqualTo((true, false)));
        Assert.That((memory.Refusals.IsComplete, RefusalAct.Play(memory.Store, steps, steps[^1]).IsComplete), Is.EqualTo((true, false)), "the goal was superseded since");
        string half = folder["half.mg"];
        OpenMemory.Store.ExportReport written = TransferAct.Export(partial.Store, half);
        Assert.That((TransferAct.Play(memory.Store, written, half, memory.Clock).IsComplete, TransferAct.Play(partial.Store, written, half, partial.Clock).IsComplete), Is.EqualTo((false, true)));
        Assert.That((ForgettingAct.Play(memory, half).IsComplete, ForgettingAct.Play(memory, half).IsComplete), Is.EqualTo((true, false)), "nothing was left to forget");
    }

    [Test]
    public void Demo_TheCustomerIsForgotten_NothingOfHersOpensInAnyCopy() // OMS-20.3-2
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "-o", folder.Path);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Match("opened with the key, same addresses +16 of 16\n"));
        Assert.That(run.Output, Does.Match("her grains in that file +0 of 16\n").And.Match("a copy made before +0 of 16\n").And.Match("another customer +1 of 1\n"));
        Assert.That(run.Output, Does.Contain("number     1, of 20").And.Contain("She is gone from every sealed copy").And.Not.Contain("FAILED"));
        byte[] hidden = File.ReadAllBytes(folder[ErasureAct.FileName]);
        Assert.That(File.ReadAllBytes(folder[ErasureAct.CopyName]), Is.EqualTo(hidden));
        Assert.That(CliRun.Of("verify", folder[ErasureAct.FileName]).Output, Does.StartWith("sound: "));
        using MgFileReader reader = MgFileReader.Open(hidden);
        int closed = 0;
        foreach (MgGrain grain in reader)
        {
            if (!SealedView.TryParse(grain.Bytes, out SealedView view)) continue;
            closed++;
            Assert.That(view.Header, Is.EqualTo(new GrainHeader(GrainFlags.Encrypted, view.Header.Sensitivity, view.Header.Type, 0, 0)));
        }
        Assert.That((reader.Count, closed), Is.EqualTo((18, 17)));
        Assert.That(hidden.AsSpan().IndexOf("customer-"u8), Is.EqualTo(-1));
        foreach (DemoStep step in SupportCase.Build().Where(static step => step.Grain.UserId is not null))
            Assert.That(hidden.AsSpan().IndexOf(step.Blob.Span), Is.EqualTo(-1));
    }

    [Test]
    public void Demo_TheHandOver_IsVerifiedByAnybodyWhoHasTheFileAndTheDid() // OMS-9.3-1, OMS-9.3-2
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "-o", folder.Path);
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.Match("verified as the agent's +2 of 2\n").And.Match("signed by the author they name +2 of 2\n"));
        Assert.That(run.Output, Does.Match("with one bit changed +0 of 2\n").And.Match("signed by a stranger +0 of 2\n").And.Match("taken out of their envelopes +0 of 2\n"));
        string did = run.Lines.Select(static line => line.Trim()).Single(static line => line.StartsWith("did:key:z6Mk", StringComparison.Ordinal));
        CliRun verified = CliRun.Of("verify-signature", folder[SigningAct.FileName], "--signer", did);
        Assert.That((verified.ExitCode, verified.Lines[0]), Is.EqualTo((0, $"2 verified {did}")));
        Assert.That(CliRun.Of("decode", folder[SigningAct.FileName]).Output, Does.Contain("\"type\":\"state\"").And.Contain("\"type\":\"workflow\"").And.Contain($"\"author_did\":\"{did}\""));
    }

    [Test]
    public void Demo_TheProductTeam_FindsHerNowhere() // OMS-10.1-2, R-38
    {
        using TestFolder folder = new();
        CliRun run = CliRun.Of("demo", "-o", folder.Path);
        Assert.That(run.Output, Does.Match("in the first file +3 of 3\n").And.Match("in the copy +0 of 3\n").And.Contain("nobody can invent what was left out"));
        Assert.That(run.Output, Does.Match(@"values proven when revealed +([1-9]\d*) of \1\n").And.Match(@"false values found out +([1-9]\d*) of \1\n").And.Match(@"agree with the original +([1-9]\d*) of \1\n"));
        byte[] copy = File.ReadAllBytes(folder[DisclosureAct.FileName]);
        foreach (string text in (string[])["Mariana", "Duarte", "customer-2184", "reembolso"]) Assert.That(copy.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)), Is.EqualTo(-1), text);
        Assert.That(CliRun.Of("verify", folder[DisclosureAct.FileName]).Output, Does.StartWith("sound: "));
        CliRun.Of("demo", "-o", folder["again"]);
        Assert.That(File.ReadAllBytes(folder[$"again/{DisclosureAct.FileName}"]), Is.EqualTo(copy));
    }

    [Test]
    public void Case_LastGrain_IsTheSatisfiedGoalWithItsEvidence()
    {
        IReadOnlyList<DemoStep> steps = SupportCase.Build();
        Dictionary<string, string> addresses = steps.ToDictionary(static step => step.Id, static step => step.Blob.Address.ToString());
        OmsMap goal = steps[^1].Grain.ToFields();
        Assert.That(addresses["goal-satisfied"], Is.EqualTo("73c9c54e90997b35e4ba3409d3ae43d24f65046378b2f5ea6ea39e6d2dbbdc6d"), "the addresses never change");
        Assert.That((addresses["cycle"], addresses["cycle-corrected"]), Is.EqualTo(("af65164dd326c580000f56cda2d4a4b7a71c57f1427e18a2c8744c4051a56103", "b2063118fee3a2b84d3fd5010d5a8f4cac01be34e6fdf51ddabb8a77c25393e3")));
        Assert.That((addresses["promise"], addresses["promise-kept"]), Is.EqualTo(("4c73c23e64baa504b3865ef99dfbc86fc101bb58949a3210a3505ee9debcf915", "d96cc87613d55b19254e8f8880699094ea9bae9f1976d7d60fd9d7cde6ab2981")));
        Assert.That(goal["goal_state"].AsText(), Is.EqualTo("satisfied"));
        Assert.That(goal["derived_from"], Is.EqualTo(OmsValue.FromArray(addresses["goal-active"])));
        Assert.That(goal["satisfaction_evidence"], Is.EqualTo(OmsValue.FromArray(addresses["refund"], addresses["confirmation"])));
        Assert.That(goal["provenance_chain"].AsArray()[0].AsMap()["method"].AsText(), Is.EqualTo("goal_state_transition"));
        Assert.That(steps.Select(static step => step.Blob.Header.Type).Distinct(), Is.SupersetOf((GrainType[])
            [GrainType.Event, GrainType.Fact, GrainType.Goal, GrainType.Tool, GrainType.State, GrainType.Workflow]));
    }

    [Test]
    public void Demo_OutputIsAFile_IsAUsageError()
    {
        using TestFolder folder = new();
        Assert.That(CliRun.Of("demo", "-o", folder.Write("file", "x")).ExitCode, Is.EqualTo(2));
    }

    /// <summary>Whether a line has a path, or what follows from a key.</summary>
    private static bool IsRandom(string line) =>
        line.Contains(Path.DirectorySeparatorChar) || line.StartsWith("  did:", StringComparison.Ordinal) || line.StartsWith("  token", StringComparison.Ordinal) || line.StartsWith("  hash", StringComparison.Ordinal);
}
