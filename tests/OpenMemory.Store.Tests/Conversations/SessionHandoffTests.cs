using OpenMemory.Signing;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Handing a conversation over (§28.7).</summary>
[TestFixture]
public sealed class SessionHandoffTests
{
    private const string A = "did:key:a", B = "did:key:b", C = "did:key:c";

    private readonly ManualClock _clock = new();

    private HandoffRequest Request => new()
    {
        Delegator = A, Delegate = B, SessionId = "s1", RunId = "r1", Description = "solve it", Clock = _clock, ReturnTo = C,
        Scope = new() { Namespaces = ["support"], Types = [GrainType.Event, GrainType.Tool], Tools = ["lookup"], Expiry = _clock.Now.Value + 1000 },
        Policy = new() { Mode = "locked" }, AllowedTransitions = ["satisfied", "failed"],
    };

    private HandoffAcceptance Acceptance => new() { Delegate = B, RunId = "r2", Clock = _clock };

    [Test]
    public async Task A_conversation_goes_on_under_a_new_run_until_the_goal_is_satisfied() // OMS-28.7-1
    {
        await using InMemoryGrainStore store = new(new() { Clock = _clock });
        ConversationThread thread = new(store, "s1", new() { Clock = _clock, RunId = "r1" });
        ContentAddress message = (await thread.AppendAsync(new Event { Content = "help" })).Require();
        ContentAddress delegation = (await SessionHandoff.StartAsync(store, Request with { ContextGrains = [message] })).Require();
        Goal goal = (Goal)(await store.GetAsync(delegation))!.ToGrain();
        Assert.That((goal.Relation, goal.Subject, goal.Object.AsText(), goal.GoalState, goal.ReturnTo, goal.DelegationDepth), Is.EqualTo(("mg:delegates_to", A, B, "active", C, (long?)0)));

        SessionHandoff handoff = await SessionHandoff.AcceptAsync(store, delegation, Acceptance);
        Assert.That((handoff.SessionId, handoff.RunId, handoff.Delegator, handoff.ReturnTo), Is.EqualTo(("s1", "r2", A, C)));
        Assert.That(handoff.Context.Select(static grain => grain.Address), Is.EqualTo(new[] { message }));
        ConversationThread own = handoff.Continue(new() { Clock = _clock, Namespace = "support" });
        ContentAddress moment = (await handoff.RecordAsync(own)).Require(), answer = (await own.AppendAsync(new Event { Content = "done" })).Require();
        Event recorded = (Event)(await store.GetAsync(moment))!.ToGrain(), answered = (Event)(await store.GetAsync(answer))!.ToGrain();
        Assert.That((recorded.Relation, recorded.Subject, recorded.Object.AsText(), recorded.ParentMessageId), Is.EqualTo(("mg:handed_off_to", A, B, message.ToString())));
        Assert.That((answered.RunId, answered.SessionId, answered.ParentMessageId), Is.EqualTo(("r2", "s1", moment.ToString())));

        WriteResult result = await handoff.CompleteAsync(new() { Clock = _clock, Evidence = [answer], Output = answer, Reason = "solved" });
        Goal done = (Goal)(await store.GetAsync(result.Require()))!.ToGrain();
        Assert.That((done.GoalState, done.StateReason, done.RunId, done.AuthorDid, done.InvalidationPolicy?.Mode), Is.EqualTo(("satisfied", "solved", "r2", B, "locked")));
        Assert.That(done.DerivedFrom, Is.EqualTo(new OmsValue[] { delegation }));
        Assert.That(done.ProvenanceChain!.Single().Method, Is.EqualTo("goal_state_transition"));
        Assert.That(await store.GetHeadAsync(delegation), Is.EqualTo(result.Address));
        Assert.That((await handoff.CompleteAsync(new() { Clock = _clock, IsSatisfied = false })).Outcome, Is.EqualTo(WriteOutcome.Conflict));
    }

    [Test]
    public async Task A_handoff_that_is_over_cannot_be_completed() // OMS-6.11-4
    {
        await using InMemoryGrainStore store = new();
        SessionHandoff handoff = await SessionHandoff.AcceptAsync(store, (await SessionHandoff.StartAsync(store, Request)).Require(), Acceptance);
        ManualClock late = new(_clock.Now.Value + 1000);
        Assert.That((await handoff.CompleteAsync(new() { Clock = late })).Fault.Rule, Is.EqualTo("OMS-6.11-4"));
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("to another agent", static goal => goal with { Object = C, DelegateTo = C }, "object");
        yield return Case("two delegates", static goal => goal with { DelegateTo = C }, "object");
        yield return Case("not active", static goal => goal with { GoalState = "suspended" }, "goal_state");
        yield return Case("another relation", static goal => goal with { Relation = "mg:assigned_to" }, "relation");
        yield return Case("without a session", static goal => goal with { SessionId = null }, "session_id");
        yield return Case("run used before", static goal => goal with { RunId = "r2" }, "run_id");
        yield return Case("expired", static goal => goal with { DelegationExpiry = 1_768_471_200_000 }, "delegation_expiry");
        yield return Case("past its deadline", static goal => goal with { Deadline = 5 }, "deadline");
        yield return Case("context absent", static goal => goal with { ContextGrains = [new string('a', 64)] }, "context_grains");
        yield return Case("context no address", static goal => goal with { ContextGrains = ["abc"] }, "context_grains");
        yield return Case("delegated on from nowhere", static goal => goal with { DelegateFrom = new string('a', 64) }, "delegate_from");
        yield return Case("nobody to return to", static goal => goal with { ReturnTo = "" }, "return_to");
        static TestCaseData Case(string name, Func<Goal, Goal> change, string field) => new TestCaseData(change, field).SetName("A_delegation_is_refused_" + name.Replace(' ', '_'));
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task A_delegation_is_refused(Func<Goal, Goal> change, string field) // OMS-28.7-1
    {
        await using InMemoryGrainStore store = new();
        Goal goal = (Goal)(await store.GetAsync((await SessionHandoff.StartAsync(store, Request)).Require()))!.ToGrain();
        GrainBlob blob = (change(goal) with { StateReason = "changed" }).ToBlob();
        await store.ReceiveAsync([new(blob.Delivered)]);
        Assume.That(await store.ExistsAsync(blob.Address), Is.True);
        Assert.That(async () => await SessionHandoff.AcceptAsync(store, blob.Address, Acceptance), Throws.InstanceOf<OmsException>()
            .With.Property(nameof(OmsException.Fault)).Matches<OmsFault>(fault => fault.Code == OmsErrorCode.Schema && fault.Field == field));
    }

    [Test]
    public async Task A_delegation_that_is_gone_taken_back_or_no_Goal_is_refused()
    {
        await using InMemoryGrainStore store = new(new() { Clock = _clock });
        ContentAddress fact = await store.AddAsync(new Reasoning { CreatedAt = 1 });
        ContentAddress delegation = (await SessionHandoff.StartAsync(store, Request with { Policy = null, AllowedTransitions = null })).Require();
        Goal goal = (Goal)(await store.GetAsync(delegation))!.ToGrain();
        await store.ReplaceAsync(delegation, goal with { GoalState = "failed", DerivedFrom = [delegation] });
        foreach (ContentAddress address in (ContentAddress[])[fact, delegation, ContentAddress.Parse(new string('a', 64))])
            Assert.That(async () => await SessionHandoff.AcceptAsync(store, address, Acceptance), Throws.InstanceOf<OmsException>());
        Assert.That((await SessionHandoff.StartAsync(store, Request with { ContextGrains = [ContentAddress.Parse(new string('a', 64))] })).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    public async Task A_delegation_is_passed_on_no_wider_and_no_deeper() // OMS-6.11-3
    {
        await using InMemoryGrainStore store = new();
        SessionHandoff first = await SessionHandoff.AcceptAsync(store, (await SessionHandoff.StartAsync(store, Request with { Scope = Request.Scope with { Depth = 1 } })).Require(), Acceptance);
        HandoffRequest next = Request with { Delegator = B, Delegate = C, Under = first };
        ContentAddress second = (await SessionHandoff.StartAsync(store, next)).Require();
        SessionHandoff accepted = await SessionHandoff.AcceptAsync(store, second, Acceptance with { Delegate = C, RunId = "r3" });
        Assert.That(accepted.Goal.DelegateFrom, Is.EqualTo(first.Delegation.Address.ToString()));
        foreach (DelegationScope wider in (DelegationScope[])[next.Scope with { Depth = 1 }, next.Scope with { Depth = null }, next.Scope with { Expiry = null }, next.Scope with { Namespaces = ["*"] }, next.Scope with { Namespaces = null }, next.Scope with { Types = [GrainType.Consent] }, next.Scope with { Tools = [] }])
            Assert.That((await SessionHandoff.StartAsync(store, next with { Scope = wider })).Fault.Rule, Is.EqualTo("OMS-6.11-3"), wider.ToString());
        Assert.That((await SessionHandoff.StartAsync(store, next with { Under = accepted, Delegator = C, Delegate = A })).Outcome, Is.EqualTo(WriteOutcome.Refused), "depth 0");
        Assert.That((await SessionHandoff.StartAsync(store, next with { Delegator = A })).Outcome, Is.EqualTo(WriteOutcome.Refused), "not its delegate");

        ContentAddress forged = await store.AddAsync(accepted.Goal with { StateReason = "wider", AuthorizedNamespaces = ["*"] });
        Assert.That(async () => await SessionHandoff.AcceptAsync(store, forged, Acceptance with { Delegate = C, RunId = "r4" }), Throws.InstanceOf<OmsException>());
    }

    [Test]
    public void A_scope_allows_what_it_names()
    {
        DelegationScope scope = Request.Scope;
        Event message = new() { Content = "x", Namespace = "support", CreatedAt = 1 };
        Assert.That(scope.Allows(message, _clock.Now), Is.True);
        Assert.That(scope.Allows(message, _clock.Now.Value + 1000), Is.False);
        Assert.That(scope.Allows(message with { Namespace = "billing" }, 0), Is.False);
        Assert.That(scope.Allows(message with { Namespace = null }, 0), Is.False);
        Assert.That(scope.Allows(new Reasoning { Namespace = "support" }, 0), Is.False);
        Assert.That(scope.Allows(new Tool { ToolName = "lookup", Namespace = "support" }, 0), Is.True);
        Assert.That(scope.Allows(new Tool { ToolName = "pay", Namespace = "support" }, 0), Is.False);
        Assert.That(new DelegationScope().Allows(message, 0), Is.True);
        Grain odd = Grain.Restore(new() { ["type"] = "goal", ["authorized_types"] = OmsValue.FromArray("event"), ["created_at"] = 1 });
        Assert.That(() => DelegationScope.Read((Goal)odd), Throws.InstanceOf<OmsException>(), "what cannot be read bounds nothing, so it is refused");
    }

    [Test]
    public async Task A_signature_can_be_demanded()
    {
        using SigningKey key = SigningKey.Create(), other = SigningKey.Create();
        await using InMemoryGrainStore store = new();
        HandoffAcceptance acceptance = Acceptance with { Verifier = new() };
        HandoffRequest signed = Request with { Delegator = key.KeyId, Encode = grain => GrainSigning.Sign((grain with { IsSigned = true }).ToBlob(), key).Delivered };
        ContentAddress delegation = (await SessionHandoff.StartAsync(store, signed)).Require();
        Assert.That((await SessionHandoff.AcceptAsync(store, delegation, acceptance)).Delegator, Is.EqualTo(key.KeyId));
        ContentAddress plain = (await SessionHandoff.StartAsync(store, Request)).Require();
        ContentAddress forged = (await SessionHandoff.StartAsync(store, signed with { Delegator = other.KeyId })).Require();
        Assert.That(async () => await SessionHandoff.AcceptAsync(store, plain, acceptance), Throws.InstanceOf<OmsException>());
        Assert.That(async () => await SessionHandoff.AcceptAsync(store, forged, acceptance), Throws.InstanceOf<OmsException>());
    }
}
