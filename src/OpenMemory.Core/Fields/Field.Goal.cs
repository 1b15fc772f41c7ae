namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>description</c>: of Goal, Skill (§6.7).</summary>
    public static Field Description => new(104);

    /// <summary><c>goal_state</c>: active, satisfied, failed or suspended (§6.7).</summary>
    public static Field GoalState => new(105);

    /// <summary><c>criteria</c>: Conditions of success, for people (§6.7).</summary>
    public static Field Criteria => new(106);

    /// <summary><c>criteria_structured</c>: Conditions of success: maps of metric, operator (lt, gt, lte, gte, eq, neq), threshold (§6.7).</summary>
    public static Field CriteriaStructured => new(107);

    /// <summary><c>priority</c>: 1 (critical) to 5 (low) (§6.7).</summary>
    public static Field Priority => new(108);

    /// <summary><c>parent_goals</c>: Addresses of the goals that this one is a part of (§6.7).</summary>
    public static Field ParentGoals => new(109);

    /// <summary><c>state_reason</c>: Why the goal is in its state (§6.7).</summary>
    public static Field StateReason => new(110);

    /// <summary><c>satisfaction_evidence</c>: Addresses of the grains that prove it satisfied (§6.7).</summary>
    public static Field SatisfactionEvidence => new(111);

    /// <summary><c>progress</c>: Progress, 0 … 1 (§6.7).</summary>
    public static Field Progress => new(112);

    /// <summary><c>delegate_to</c>: DID that the goal is delegated to (§6.7).</summary>
    public static Field DelegateTo => new(113);

    /// <summary><c>delegate_from</c>: Address of the delegating grain (§6.7).</summary>
    public static Field DelegateFrom => new(114);

    /// <summary><c>expiry_policy</c>: What happens at the deadline: hard, soft or extend (§6.7).</summary>
    public static Field ExpiryPolicy => new(115);

    /// <summary><c>recurrence</c>: Cron-like expression (§6.7).</summary>
    public static Field Recurrence => new(116);

    /// <summary><c>evidence_required</c>: How many evidence grains satisfied needs (§6.7).</summary>
    public static Field EvidenceRequired => new(117);

    /// <summary><c>rollback_on_failure</c>: Addresses of Workflows or Tools to run when it fails (§6.7).</summary>
    public static Field RollbackOnFailure => new(118);

    /// <summary><c>allowed_transitions</c>: States an agent may enter without satisfying the policy (§23.4) (§6.7).</summary>
    public static Field AllowedTransitions => new(119);

    /// <summary><c>depends_on</c>: Addresses of goals that must be satisfied first (§6.7).</summary>
    public static Field DependsOn => new(120);

    /// <summary><c>assigned_agent</c>: DID of the agent that works on it (§6.7).</summary>
    public static Field AssignedAgent => new(121);

    /// <summary><c>expected_output</c>: What is expected to come out (§6.7).</summary>
    public static Field ExpectedOutput => new(122);

    /// <summary><c>output_grain</c>: Address of what came out (§6.7).</summary>
    public static Field OutputGrain => new(123);

    /// <summary><c>deadline</c>: Epoch ms (§6.7).</summary>
    public static Field Deadline => new(124);
}
