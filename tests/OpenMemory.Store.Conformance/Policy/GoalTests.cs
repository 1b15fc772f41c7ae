namespace OpenMemory.Store.Conformance;

/// <summary>The transitions of goals (§8.7, §23.4, §23.5, R-48).</summary>
public abstract class GoalTests : GrainStoreFixture
{
    private const string Evidence = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Test]
    [Requirement("OMS-8.7-1")]
    public async Task A_goal_has_one_of_four_states()
    {
        byte[] blob = PeerBlob.Of(7, 0, ("t", "goal"), ("ca", PeerBlob.CreatedAt), ("desc", "settle the invoice"), ("gs", "paused"));
        Assert.That((await Store.PutAsync(blob)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        foreach (string state in new[] { "active", "satisfied", "failed", "suspended" }) await Put(NewGoal(state));
    }

    [Test]
    [Requirement("OMS-8.7-2")]
    [Requirement("R-48")]
    public async Task A_goal_becomes_active_when_all_goals_it_depends_on_are_satisfied()
    {
        Goal first = NewGoal(description: "find the invoice"), second = NewGoal(description: "reach the customer");
        ContentAddress one = await Put(first), two = await Put(second);
        Goal waiting = NewGoal("suspended") with { DependsOn = [one.ToString(), two.ToString()] };
        ContentAddress address = await Put(waiting);
        IsRefused(await TrySupersede(address, waiting.Move("active")), OmsErrorCode.Schema);
        await Supersede(one, first.Move("satisfied"));
        IsRefused(await TrySupersede(address, waiting.Move("active")), OmsErrorCode.Schema);
        await Supersede(two, second.Move("satisfied"));
        IsDone(await TrySupersede(address, waiting.Move("active")));
    }

    [Test]
    [Requirement("OMS-8.7-2")]
    public async Task A_goal_that_was_satisfied_and_opened_again_is_not_satisfied()
    {
        Goal first = NewGoal(description: "find the invoice"), done = first.Move("satisfied");
        ContentAddress one = await Put(first), two = await Supersede(one, done);
        await Supersede(two, done.Move("active"));
        Goal waiting = NewGoal("suspended") with { DependsOn = [two.ToString()] };
        IsRefused(await TrySupersede(await Put(waiting), waiting.Move("active")), OmsErrorCode.Schema);
    }

    [Test]
    [Requirement("OMS-8.7-2")]
    public async Task A_goal_that_is_not_here_is_not_satisfied()
    {
        Goal waiting = NewGoal("suspended") with { DependsOn = [Evidence] };
        IsRefused(await TrySupersede(await Put(waiting), waiting.Move("active")), OmsErrorCode.Schema);
    }

    [Test]
    [Requirement("R-48")]
    public async Task Putting_an_active_goal_whose_dependencies_are_open_is_told()
    {
        ContentAddress open = await Put(NewGoal(description: "find the invoice"));
        WriteResult result = await TryPut(NewGoal() with { DependsOn = [open.ToString()] });
        IsDone(result);
        Assert.That(result.Warnings, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    [Requirement("R-48")]
    public async Task Leaving_a_final_state_is_told()
    {
        Goal done = NewGoal("satisfied");
        WriteResult result = await TrySupersede(await Put(done), done.Move("active"));
        IsDone(result);
        Assert.That(result.Warnings, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    [Requirement("OMS-23.4-1")]
    public async Task Listed_transitions_of_a_protected_goal_pass_and_others_do_not()
    {
        Goal goal = Protected(["suspended"]);
        ContentAddress address = await Put(goal);
        IsRefused(await TrySupersede(address, goal.Move("failed")), OmsErrorCode.InvalidationDenied);
        IsRefused(await TrySupersede(address, goal.Move("satisfied")), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySupersede(address, goal.Move("suspended")));
    }

    [Test]
    [Requirement("OMS-23.4-1")]
    public async Task Without_a_list_every_transition_is_subject_to_the_policy()
    {
        Goal goal = Protected(null);
        ContentAddress address = await Put(goal);
        foreach (string state in new[] { "suspended", "failed", "satisfied" })
        {
            IsRefused(await TrySupersede(address, goal.Move(state)), OmsErrorCode.InvalidationDenied);
        }
    }

    [Test]
    [Requirement("OMS-23.4-3")]
    [Requirement("R-48")]
    public async Task A_protected_goal_is_satisfied_with_the_evidence_it_asks_for()
    {
        Goal goal = Protected(["satisfied"]) with { EvidenceRequired = 2 };
        ContentAddress address = await Put(goal);
        IsRefused(await TrySupersede(address, goal.Move("satisfied")), OmsErrorCode.EvidenceRequired);
        IsRefused(await TrySupersede(address, goal.Move("satisfied") with { SatisfactionEvidence = [Evidence] }), OmsErrorCode.EvidenceRequired);
        ContentAddress first = await Put(NewFact("paid")), second = await Put(NewFact("closed"));
        IsDone(await TrySupersede(address, goal.Move("satisfied") with { SatisfactionEvidence = [first.ToString(), second.ToString()] }));
    }

    [Test]
    [Requirement("OMS-23.5-1")]
    public async Task A_listed_transition_does_not_shed_the_policy()
    {
        Goal goal = Protected(["suspended"]), bare = goal.Move("suspended") with { InvalidationPolicy = null, AllowedTransitions = null };
        ContentAddress address = await Put(goal);
        WriteResult shed = await TrySupersede(address, bare);
        if (shed.IsSuccess)
        {
            IsRefused(await TrySupersede(shed.Address, bare.Move("failed")), OmsErrorCode.InvalidationDenied);
            IsRefused(await Store.ContradictAsync(shed.Address), OmsErrorCode.InvalidationDenied);
            return;
        }
        Assert.That((await EntryOf(address)).IsCurrent, Is.True);
        IsDone(await TrySupersede(address, goal.Move("suspended")));
    }

    [Test]
    [Requirement("OMS-23.4-1")]
    [Requirement("OMS-23.6-1")]
    public async Task A_goal_that_lists_transitions_frees_nothing_else_that_it_protects()
    {
        Goal goal = Protected(["suspended"]) with { InvalidationPolicy = new() { Mode = "locked", Scope = "subtree" } };
        Fact derived = NewFact() with { DerivedFrom = [(await Put(goal)).ToString()] };
        ContentAddress address = await Put(derived);
        Goal laundered = goal with { GoalState = "suspended", CreatedAt = new(Written + 1000), DerivedFrom = [address.ToString()] };
        IsRefused(await TrySupersede(address, laundered), OmsErrorCode.InvalidationDenied);
        IsDone(await TrySupersede(goal.Address(), goal.Move("suspended")));
    }

    private static Goal Protected(string[]? allowed) => NewGoal() with { AllowedTransitions = allowed, InvalidationPolicy = new() { Mode = "locked" } };
}
