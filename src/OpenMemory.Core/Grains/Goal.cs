namespace OpenMemory;

/// <summary>An objective and its state; every change of state is a new grain (§8.7).</summary>
public sealed record Goal : DelegatingGrain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Goal()
        : base(GrainType.Goal)
    {
    }

    /// <summary><c>description</c>: What is to be reached (§6.7). Required.</summary>
    public string? Description
    {
        get => GetText("description");
        init => Set("description", value);
    }

    /// <summary><c>goal_state</c>: active, satisfied, failed or suspended (§6.7). Required.</summary>
    public string? GoalState
    {
        get => GetText("goal_state");
        init => Set("goal_state", value);
    }

    /// <summary><c>criteria</c>: Conditions of success, for people (§6.7).</summary>
    public IReadOnlyList<string>? Criteria
    {
        get => GetTexts("criteria");
        init => SetList("criteria", value, static text => text);
    }

    /// <summary><c>criteria_structured</c>: Conditions of success: maps of metric, operator (lt, gt, lte, gte, eq, neq), threshold (§6.7).</summary>
    public IReadOnlyList<OmsMap>? CriteriaStructured
    {
        get => GetMaps("criteria_structured");
        init => SetList("criteria_structured", value, static map => map);
    }

    /// <summary><c>priority</c>: 1 (critical) to 5 (low) (§6.7).</summary>
    public long? Priority
    {
        get => GetInteger("priority");
        init => Set("priority", Number(value, static number => number));
    }

    /// <summary><c>parent_goals</c>: Addresses of the goals that this one is a part of (§6.7).</summary>
    public IReadOnlyList<string>? ParentGoals
    {
        get => GetTexts("parent_goals");
        init => SetList("parent_goals", value, static text => text);
    }

    /// <summary><c>state_reason</c>: Why the goal is in its state (§6.7).</summary>
    public string? StateReason
    {
        get => GetText("state_reason");
        init => Set("state_reason", value);
    }

    /// <summary><c>satisfaction_evidence</c>: Addresses of the grains that prove it satisfied (§6.7).</summary>
    public IReadOnlyList<string>? SatisfactionEvidence
    {
        get => GetTexts("satisfaction_evidence");
        init => SetList("satisfaction_evidence", value, static text => text);
    }

    /// <summary><c>progress</c>: Progress, 0 … 1 (§6.7).</summary>
    public double? Progress
    {
        get => GetFloat("progress");
        init => Set("progress", Number(value, static number => number));
    }

    /// <summary><c>delegate_to</c>: DID that the goal is delegated to (§6.7).</summary>
    public string? DelegateTo
    {
        get => GetText("delegate_to");
        init => Set("delegate_to", value);
    }

    /// <summary><c>delegate_from</c>: Address of the delegating grain (§6.7).</summary>
    public string? DelegateFrom
    {
        get => GetText("delegate_from");
        init => Set("delegate_from", value);
    }

    /// <summary><c>expiry_policy</c>: What happens at the deadline: hard, soft or extend (§6.7).</summary>
    public string? ExpiryPolicy
    {
        get => GetText("expiry_policy");
        init => Set("expiry_policy", value);
    }

    /// <summary><c>recurrence</c>: Cron-like expression (§6.7).</summary>
    public string? Recurrence
    {
        get => GetText("recurrence");
        init => Set("recurrence", value);
    }

    /// <summary><c>evidence_required</c>: How many evidence grains satisfied needs (§6.7).</summary>
    public long? EvidenceRequired
    {
        get => GetInteger("evidence_required");
        init => Set("evidence_required", Number(value, static number => number));
    }

    /// <summary><c>rollback_on_failure</c>: Addresses of Workflows or Tools to run when it fails (§6.7).</summary>
    public IReadOnlyList<string>? RollbackOnFailure
    {
        get => GetTexts("rollback_on_failure");
        init => SetList("rollback_on_failure", value, static text => text);
    }

    /// <summary><c>allowed_transitions</c>: States an agent may enter without satisfying the policy (§23.4) (§6.7).</summary>
    public IReadOnlyList<string>? AllowedTransitions
    {
        get => GetTexts("allowed_transitions");
        init => SetList("allowed_transitions", value, static text => text);
    }

    /// <summary><c>depends_on</c>: Addresses of goals that must be satisfied first (§6.7).</summary>
    public IReadOnlyList<string>? DependsOn
    {
        get => GetTexts("depends_on");
        init => SetList("depends_on", value, static text => text);
    }

    /// <summary><c>assigned_agent</c>: DID of the agent that works on it (§6.7).</summary>
    public string? AssignedAgent
    {
        get => GetText("assigned_agent");
        init => Set("assigned_agent", value);
    }

    /// <summary><c>expected_output</c>: What is expected to come out (§6.7).</summary>
    public string? ExpectedOutput
    {
        get => GetText("expected_output");
        init => Set("expected_output", value);
    }

    /// <summary><c>output_grain</c>: Address of what came out (§6.7).</summary>
    public string? OutputGrain
    {
        get => GetText("output_grain");
        init => Set("output_grain", value);
    }

    /// <summary><c>deadline</c>: Until when it should be reached (§6.7).</summary>
    public EpochMilliseconds? Deadline
    {
        get => GetInteger("deadline") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("deadline", Number(value, static time => time.Value));
    }
}
