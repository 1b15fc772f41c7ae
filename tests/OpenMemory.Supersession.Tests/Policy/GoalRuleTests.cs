namespace OpenMemory.Supersession.Tests;

/// <summary>Transitions of goals: what passes without the policy, what it owes, and in which order goals become active (§8.7, §23.4, §23.5, R-48).</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GoalRuleTests
{
    private static readonly string s_evidence = new('a', 64), s_more = new('b', 64);

    private readonly MemorySource _source = new();

    private static InvalidationPolicy Locked => Make.Policy("locked", null, Make.Alice);

    [TestCase("satisfied", true)]
    [TestCase("failed", true)]
    [TestCase("suspended", false)]
    [TestCase("active", false)]
    public void OMS_23_4_1_Listed_transitions_pass_without_the_policy_and_others_do_not(string state, bool isAllowed)
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["satisfied", "failed"]));
        InvalidationDecision decision = Decide(old, Next(old, state, allowed: ["satisfied", "failed"]));
        Assert.That((decision.IsAllowed, decision.Fault.IsFault ? decision.Fault.Rule : null), Is.EqualTo((isAllowed, isAllowed ? null : "R-35")));
        Assert.That(Decide(old, Next(old, state), Make.By(Make.Alice)).IsAllowed, Is.True, "who is authorized needs no list");
    }

    [Test]
    public void An_absent_list_allows_nothing_and_a_hold_overrides_it()
    {
        GrainBlob plain = _source.Add(Goal("active")), held = _source.Add(Goal("active", Make.Policy("hold"), allowed: ["satisfied"]));
        Assert.That(Decide(plain, Next(plain, "satisfied")).IsAllowed, Is.False);
        Assert.That(Decide(held, Next(held, "satisfied", Make.Policy("hold"), ["satisfied"])).Protector, Is.EqualTo(held.Address));
        GrainBlob fact = _source.Add(Make.Fact("f", Locked));
        Assert.That(Decide(fact, Next(fact, "satisfied")).IsAllowed, Is.False, "a Fact has no transitions");
        GrainBlob goal = _source.Add(Goal("active", allowed: ["satisfied"]));
        Assert.That(Decide(goal, Make.Fact("no goal", Locked, goal)).IsAllowed, Is.False, "a Fact has no state");
    }

    [Test]
    public void Contradicting_a_goal_is_no_transition()
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["satisfied"]));
        Assert.That(InvalidationRules.DecideContradiction(old.Address, _source, Make.Anonymous).IsAllowed, Is.False);
    }

    private static IEnumerable<TestCaseData> Launderings()
    {
        static TestCaseData Case(string name, Func<Goal, Goal> change) => new TestCaseData(change).SetArgDisplayNames(name);
        yield return Case("the policy is dropped", static goal => goal with { InvalidationPolicy = null });
        yield return Case("the policy is opened", static goal => goal with { InvalidationPolicy = Make.Policy("open") });
        yield return Case("one more is authorized", static goal => goal with { InvalidationPolicy = Make.Policy("locked", null, Make.Alice, Make.Mallory) });
        yield return Case("the scope is narrowed", static goal => goal with { InvalidationPolicy = Make.Policy("locked", "grain", Make.Alice) });
        yield return Case("a transition is added", static goal => goal with { AllowedTransitions = ["satisfied", "active"] });
        yield return Case("less evidence is asked for", static goal => goal with { EvidenceRequired = 1 });
        yield return Case("no evidence is asked for", static goal => goal with { EvidenceRequired = null });
    }

    [TestCaseSource(nameof(Launderings))]
    public void OMS_23_5_1_An_autonomous_transition_launders_nothing(Func<Goal, Goal> change)
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["satisfied", "suspended"], evidence: 2));
        Goal next = Next(old, "satisfied", Locked, ["satisfied"], 2) with { SatisfactionEvidence = [s_evidence, s_more] };
        Assert.That(Decide(old, next).IsAllowed, Is.True, "fewer transitions are no wider");
        InvalidationDecision decision = Decide(old, change(next));
        Assert.That((decision.IsAllowed, decision.Fault.Code, decision.Fault.Rule, decision.Protector), Is.EqualTo((false, OmsErrorCode.InvalidationDenied, "OMS-23.5-1", old.Address)));
        Assert.That(Decide(old, change(next), Make.By(Make.Alice)).IsAllowed, Is.True, "authorized under the policy itself");
    }

    [Test]
    public void A_policy_is_inherited_in_whatever_order_its_keys_were_given_and_in_either_encoding()
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["failed"]));
        Goal next = Next(old, "failed", new InvalidationPolicy(new OmsMap { ["authorized"] = new[] { Make.Alice }, ["mode"] = "locked" }), ["failed"]);
        Assert.That(Decide(old, next).IsAllowed, Is.True);
        Assert.That(Decide(old, next with { Encoding = PayloadEncoding.Cbor }).IsAllowed, Is.True);
    }

    [TestCase(0, null, true)]
    [TestCase(1, null, false)]
    [TestCase(1, "a", true)]
    [TestCase(2, "a", false)]
    [TestCase(2, "a a", false)]
    [TestCase(2, "a +a", false)]
    [TestCase(2, "a x", false)]
    [TestCase(2, "a b", true)]
    [TestCase(2, "a +b", true)]
    public void OMS_23_4_3_Evidence_is_counted_by_distinct_addresses(int required, string? evidence, bool isAllowed)
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["satisfied"], evidence: required));
        string[]? given = evidence?.Split(' ').Select(static name => name[0] == '+' ? "sha256:" + new string(name[1], 64) : name == "x" ? "not an address" : new string(name[0], 64)).ToArray();
        GrainBlob next = Make.Peer(
            GrainType.Goal, ("t", "goal"), ("desc", "to get there"), ("gs", "satisfied"), ("ca", Make.Now), ("df", new[] { old.Address.ToString() }),
            ("ip", new PeerMap(("authorized", new[] { Make.Alice }), ("mode", "locked"))), ("atr", new[] { "satisfied" }), ("evreq", required), ("se", given));
        InvalidationDecision decision = InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous);
        Assert.That(decision.IsAllowed, Is.EqualTo(isAllowed), decision.Fault.ToString());
        if (!isAllowed) Assert.That((decision.Fault.Code, decision.Fault.Rule, decision.Protector), Is.EqualTo((OmsErrorCode.EvidenceRequired, "OMS-23.4-3", old.Address)));
        Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.By(Make.Alice)).IsAllowed, Is.True, "authorized");
    }

    [Test]
    public void OMS_23_4_2_Ending_a_protected_goal_without_evidence_is_told()
    {
        GrainBlob old = _source.Add(Goal("active", allowed: ["satisfied", "failed"])), open = _source.Add(Goal("active", Make.Policy("open")));
        Assert.That(Rules(Decide(old, Next(old, "failed", allowed: ["failed"]))), Is.EqualTo((string[])["OMS-23.4-2"]));
        Assert.That(Rules(Decide(old, Next(old, "satisfied"), Make.By(Make.Alice))), Is.EqualTo((string[])["OMS-23.4-2"]));
        Assert.That(Decide(old, Next(old, "satisfied") with { SatisfactionEvidence = [s_evidence] }).Warnings, Is.Null);
        Assert.That(Decide(open, Next(open, "satisfied", null)).Warnings, Is.Null);
    }

    [Test]
    public void R_48_Leaving_a_final_state_is_told_and_staying_is_not()
    {
        foreach (string state in (string[])["satisfied", "failed"])
        {
            GrainBlob old = _source.Add(Make.Goal(state));
            Assert.That(Rules(Decide(old, Make.Goal("suspended", null, old))), Is.EqualTo((string[])["R-48"]), state);
            Assert.That(Decide(old, Make.Goal(state, null, old)).Warnings, Is.Null);
        }
    }

    [Test]
    public void OMS_8_7_2_A_goal_becomes_active_when_the_heads_of_all_it_depends_on_are_satisfied()
    {
        GrainBlob first = _source.Add(Make.Goal("satisfied")), second = _source.Add(Make.Goal("active") with { Description = "second" });
        GrainBlob old = _source.Add(Make.Goal("suspended"));
        Goal next = Make.Goal("active", null, old) with { DependsOn = [first.Address.ToString(), second.Address.ToString()] };
        InvalidationDecision decision = Decide(old, next);
        Assert.That((decision.IsAllowed, decision.Fault.Code, decision.Fault.Rule, decision.Protector), Is.EqualTo((false, OmsErrorCode.Schema, "OMS-8.7-2", (ContentAddress?)null)));
        Assert.That(Decide(old, next with { GoalState = "suspended" }).IsAllowed, Is.True, "only active waits");

        GrainBlob done = _source.Supersede(second, Make.Goal("satisfied", null, second) with { Description = "second" });
        Assert.That(Decide(old, next).IsAllowed, Is.True, "the head counts, not the grain that is named");
        _source.Supersede(done, Make.Goal("failed", null, done) with { Description = "second" });
        Assert.That(Decide(old, next).IsAllowed, Is.False);
    }

    [Test]
    public void What_a_goal_depends_on_and_is_absent_or_no_goal_is_not_satisfied()
    {
        GrainBlob old = _source.Add(Make.Goal("suspended")), fact = _source.Add(Make.Fact("fact"));
        foreach (string dependency in (string[])[new('0', 64), fact.Address.ToString()])
            Assert.That(Decide(old, Make.Goal("active", null, old) with { DependsOn = [dependency] }).Fault.Rule, Is.EqualTo("OMS-8.7-2"));
        Assert.That(Decide(old, Make.Goal("active", null, old) with { DependsOn = [] }).IsAllowed, Is.True);
        foreach (object strange in (object[])[new object?[] { "not an address" }, new object?[] { 1 }])
        {
            GrainBlob next = Make.Peer(GrainType.Goal, ("t", "goal"), ("desc", "d"), ("gs", "active"), ("ca", Make.Now), ("depg", strange));
            Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous).Fault.Rule, Is.EqualTo("OMS-8.7-2"));
        }
        ContentAddress circle = Make.Goal("satisfied").ToBlob().Address;
        _source.AddUnder(circle, Make.Goal("satisfied").ToBlob());
        _source.Supersede(circle, circle);
        Assert.That(Decide(old, Make.Goal("active", null, old) with { DependsOn = [circle.ToString()] }).IsAllowed, Is.False, "a cycle has no head");
    }

    [Test]
    public void A_goal_that_stays_active_makes_no_transition()
    {
        GrainBlob old = _source.Add(Make.Goal("active") with { DependsOn = [new string('0', 64)] });
        Assert.That(Decide(old, Make.Goal("active", null, old) with { DependsOn = [new string('0', 64)] }).IsAllowed, Is.True);
    }

    [Test]
    public void Policy_is_asked_before_the_order_of_goals()
    {
        GrainBlob old = _source.Add(Goal("suspended"));
        Assert.That(Decide(old, Next(old, "active") with { DependsOn = [new string('0', 64)] }).Fault.Code, Is.EqualTo(OmsErrorCode.InvalidationDenied));
        Assert.That(Decide(old, Next(old, "active") with { DependsOn = [new string('0', 64)] }, Make.By(Make.Alice)).Fault.Rule, Is.EqualTo("OMS-8.7-2"));
    }

    /// <summary>Fifteen thousand dependencies that are all of one chain are looked at once each, not once for each other.</summary>
    [Test]
    public void Dependencies_along_one_chain_take_linear_time()
    {
        const int length = 5000;
        GrainBlob last = _source.Add(Make.Goal("active"));
        List<string> dependencies = [last.Address.ToString()];
        for (int i = 1; i < length; i++)
        {
            last = _source.Supersede(last, Make.Goal(i == length - 1 ? "satisfied" : "active", null, last));
            dependencies.Add(last.Address.ToString());
        }
        GrainBlob old = _source.Add(Make.Goal("suspended"));
        GrainBlob next = (Make.Goal("active", null, old) with { DependsOn = dependencies }).ToBlob();
        long before = _source.Lookups;
        Assert.That(InvalidationRules.DecideSupersession(old.Address, next, _source, Make.Anonymous).IsAllowed, Is.True);
        Assert.That(_source.Lookups - before, Is.LessThan(5 * length));
    }

    /// <summary>With the scope subtree or lineage the goal's own earlier states protect too, and list the same transitions.</summary>
    [TestCase("subtree")]
    [TestCase("lineage")]
    public void A_goal_may_go_on_through_transitions_that_all_its_states_allow(string scope)
    {
        InvalidationPolicy policy = Make.Policy("locked", scope, Make.Alice);
        GrainBlob first = _source.Add(Goal("active", policy, ["suspended", "failed"]));
        GrainBlob second = _source.Supersede(first, Next(first, "suspended", policy, ["suspended", "failed"]));
        Assert.That(Decide(second, Next(second, "failed", policy, ["failed"])).IsAllowed, Is.True);
        Assert.That(Decide(second, Next(second, "failed", null, ["failed"])).Fault.Rule, Is.EqualTo("OMS-23.5-1"));
        Assert.That(Decide(second, Next(second, "active", policy)).IsAllowed, Is.False);
    }

    [Test]
    public void R_48_Put_is_told_of_goals_that_begin_too_early_and_of_missing_evidence()
    {
        GrainBlob blocked = (Make.Goal("active") with { DependsOn = [new string('0', 64)] }).ToBlob();
        Assert.That(GoalRules.CheckPut(blocked, _source)!.Select(static warning => warning.Rule), Is.EqualTo((string[])["R-48"]));
        Assert.That(GoalRules.CheckPut(Goal("active", allowed: ["satisfied"]).ToBlob(), _source)!.Select(static warning => warning.Rule), Is.EqualTo((string[])["OMS-23.4-2"]));
        Assert.That(GoalRules.CheckPut(Goal("active", allowed: ["satisfied"], evidence: 1).ToBlob(), _source), Is.Null);
        Assert.That(GoalRules.CheckPut(Make.Goal("suspended").ToBlob(), _source), Is.Null);
        Assert.That(GoalRules.CheckPut(Make.Fact("f").ToBlob(), _source), Is.Null);
    }

    /// <summary>The reference implementation writes a boolean .</summary>
    [TestCase(true, 1UL)]
    [TestCase(false, 0UL)]
    [TestCase(-3, 0UL)]
    [TestCase(2.0, 2UL)]
    [TestCase("two", ulong.MaxValue)]
    [TestCase(1.5, ulong.MaxValue)]
    public void What_evidence_is_asked_for_is_read_fail_closed(object value, ulong required)
    {
        GrainBlob goal = Make.Peer(GrainType.Goal, ("t", "goal"), ("desc", "d"), ("gs", "active"), ("ca", Make.Now), ("evreq", value));
        Assert.That(GoalStates.EvidenceRequired(goal.View()), Is.EqualTo(required));
    }

    [Test]
    public void What_a_disclosed_goal_hides_is_not_taken_for_absent()
    {
        GrainBlob Hiding(params string[] fields) => (Make.Goal("active") with
        {
            Elided = new OmsMap(fields.Select(static field => KeyValuePair.Create(field, (OmsValue)("sha256:" + new string('0', 64))))), DisclosureOf = new string('0', 64),
        }).ToBlob();
        Assert.That(GoalStates.EvidenceRequired(Hiding("evidence_required").View()), Is.EqualTo(ulong.MaxValue));
        GrainBlob old = _source.Add(Make.Goal("suspended"));
        Assert.That(InvalidationRules.DecideSupersession(old.Address, Hiding("depends_on"), _source, Make.Anonymous).Fault.Rule, Is.EqualTo("OMS-8.7-2"));
        Assert.That(InvalidationRules.DecideSupersession(old.Address, Hiding("criteria"), _source, Make.Anonymous).IsAllowed, Is.True);
    }

    private static Goal Goal(string state, InvalidationPolicy? policy = null, string[]? allowed = null, long? evidence = null) =>
        Make.Goal(state, policy ?? Locked) with { AllowedTransitions = allowed, EvidenceRequired = evidence };

    private static Goal Next(GrainBlob old, string state, InvalidationPolicy? policy, string[]? allowed = null, long? evidence = null) =>
        Make.Goal(state, policy, old) with { AllowedTransitions = allowed, EvidenceRequired = evidence };

    private static Goal Next(GrainBlob old, string state, string[]? allowed = null) => Next(old, state, Locked, allowed);

    private static IEnumerable<string> Rules(InvalidationDecision decision) => decision.Warnings!.Select(static warning => warning.Rule);

    private InvalidationDecision Decide(GrainBlob old, Grain successor, InvalidationRequest? request = null) =>
        InvalidationRules.DecideSupersession(old.Address, successor.ToBlob(), _source, request ?? Make.Anonymous);
}
