using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Disclosure.Tests;

/// <summary>The story of the issue: a product team gets a copy of a support case without the customer's identity.</summary>
[TestFixture]
public sealed partial class SupportCaseTests
{
    // Who the customer is: name, user id, customer number, and what the case's session ids give away of call and mail.
    private static readonly string[] s_identity = ["Mariana", "Duarte", "customer-2184", "2184", "call-20260309", "mail-20260312"];

    private static readonly Dictionary<string, GrainBlob> s_case = Build();

    [Test]
    public void The_identity_is_in_the_case_and_nowhere_in_the_bytes_for_the_product_team()
    {
        Assert.That(s_identity, Has.All.Matches<string>(text => text is not null && s_case.Values.Any(grain => Holds(grain, text))), "the test looks for what is there");
        foreach ((string id, GrainBlob grain) in s_case)
        {
            if (DisclosurePolicy.ProductTeam.Apply(grain).Blob is not { } shown) continue;
            foreach (string text in s_identity) Assert.That(Holds(shown, text), Is.False, $"{text} in {id}");
        }
    }

    [TestCase("call", DisclosureAction.Withhold, "content", "R-38")]
    [TestCase("confirmation", DisclosureAction.Withhold, "content", "R-38")]
    [TestCase("charges-call", DisclosureAction.Withhold, "input", "R-38")]
    [TestCase("charges-result", DisclosureAction.Disclose, "user_id", "OMS-10.2-1")]
    [TestCase("refund", DisclosureAction.Disclose, "user_id", "OMS-10.2-1")]
    [TestCase("plan", DisclosureAction.Disclose, "subject", "OMS-10.2-1")]
    [TestCase("language", DisclosureAction.Disclose, "object", "OMS-10.2-1")]
    [TestCase("goal-satisfied", DisclosureAction.Disclose, "description", "OMS-10.2-1")]
    [TestCase("hand-over", DisclosureAction.Disclose, "plan", "R-38")]
    [TestCase("escalation", DisclosureAction.ShowWhole, null, null)]
    public void Each_grain_is_shown_withheld_or_disclosed(string id, DisclosureAction action, string? field, string? rule)
    {
        DisclosureDecision decision = DisclosurePolicy.ProductTeam.Decide(s_case[id]);
        Assert.That(decision.Action, Is.EqualTo(action), string.Join("; ", decision.Reasons));
        if (field is not null) Assert.That(decision.Reasons.Select(static reason => (reason.Field, reason.Rule)), Has.Member((field, rule)));
    }

    [Test]
    public void The_product_team_still_sees_the_issue_the_tools_their_time_and_the_end()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Shown<State>("hand-over").Context!["issue"].AsText(), Is.EqualTo("duplicate_charge_inv_5306"));
            Assert.That(Shown<Tool>("refund").ToolName, Is.EqualTo("billing_refund_charge"));
            Assert.That(Shown<Tool>("refund").DurationMs, Is.EqualTo(412));
            Assert.That(Shown<Tool>("refund").IsError, Is.False);
            Assert.That(Shown<Tool>("charges-result").DurationMs, Is.EqualTo(184));
            Assert.That(Shown<Goal>("goal-satisfied").GoalState, Is.EqualTo("satisfied"));
            Assert.That(Shown<Fact>("dispute").Relation, Is.EqualTo("disputes_charge"));
            Assert.That(Shown<Fact>("plan").Object.AsText(), Is.EqualTo("studio"));
        });
    }

    [Test]
    public void Every_hidden_value_is_proven_by_the_original()
    {
        int hidden = 0;
        foreach ((string id, GrainBlob grain) in s_case)
        {
            DisclosureOutcome outcome = DisclosurePolicy.ProductTeam.Apply(grain);
            if (outcome.Decision.Action != DisclosureAction.Disclose) continue;
            DisclosureReport report = DisclosureCheck.AgainstOriginal(outcome.Blob!, grain);
            Assert.That(report.IsConsistent, Is.True, id);
            foreach (string field in outcome.Decision.Fields)
            {
                Assert.That(report.Find(field)?.Status, Is.EqualTo(FieldDisclosure.Proven), field);
                hidden++;
            }
        }
        Assert.That(hidden, Is.GreaterThan(20));
    }

    [Test]
    public void That_hashes_of_user_ids_can_be_guessed_is_said() =>
        Assert.That(DisclosurePolicy.ProductTeam.Apply(s_case["refund"]).Risks.Select(static risk => (risk.Field, risk.Risk)), Has.Member(("user_id", GuessRisk.High)));

    internal static Dictionary<string, GrainBlob> Build()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("src", "OpenMemory.Cli", "Demo", "support-case.json")));
        Dictionary<string, GrainBlob> grains = [];
        foreach (JsonElement step in document.RootElement.EnumerateArray())
        {
            string json = Reference().Replace(step.GetProperty("grain").GetRawText(), match => grains[match.Groups[1].Value].Address.ToString());
            grains.Add(step.GetProperty("id").GetString()!, GrainJson.Encode(Encoding.UTF8.GetBytes(json)));
        }
        return grains;
    }

    internal static bool Holds(GrainBlob grain, string text) => grain.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static T Shown<T>(string id) where T : Grain => (T)DisclosurePolicy.ProductTeam.Apply(s_case[id]).Blob!.ToGrain();

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex Reference();
}
