namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>description</c>: of Goal, Skill (§6.7).</summary>
    public static Field Description => new(104);

    /// <summary><c>goal_state</c>: Closed: active, satisfied, failed, suspended (§6.7).</summary>
    public static Field GoalState => new(105);

    /// <summary><c>criteria</c> (§6.7).</summary>
    public static Field Criteria => new(106);

    /// <summary><c>criteria_structured</c> (§6.7).</summary>
    public static Field CriteriaStructured => new(107);

    /// <summary><c>priority</c>: 1.0 range 1 (critical) to 5 (low) (§6.7).</summary>
    public static Field Priority => new(108);

    /// <summary><c>parent_goals</c>: Content addresses (§6.7).</summary>
    public static Field ParentGoals => new(109);

    /// <summary><c>state_reason</c> (§6.7).</summary>
    public static Field StateReason => new(110);

    /// <summary><c>satisfaction_evidence</c>: Content addresses of evidence grains (§6.7).</summary>
    public static Field SatisfactionEvidence => new(111);

    /// <summary><c>progress</c>: [0.0,1.0] (§6.7).</summary>
    public static Field Progress => new(112);

    /// <summary><c>delegate_to</c>: DID (§6.7).</summary>
    public static Field DelegateTo => new(113);

    /// <summary><c>delegate_from</c>: Content address of the delegating grain (§6.7).</summary>
    public static Field DelegateFrom => new(114);

    /// <summary><c>expiry_policy</c>: 1.0 values: hard, soft, extend (§6.7).</summary>
    public static Field ExpiryPolicy => new(115);

    /// <summary><c>recurrence</c>: Cron-like expression (§6.7).</summary>
    public static Field Recurrence => new(116);

    /// <summary><c>evidence_required</c>: Minimum evidence grains for satisfied (§6.7).</summary>
    public static Field EvidenceRequired => new(117);

    /// <summary><c>rollback_on_failure</c>: Content addresses of Workflow/Tool grains (§6.7).</summary>
    public static Field RollbackOnFailure => new(118);

    /// <summary><c>allowed_transitions</c>: Goal states an agent may enter without satisfying the policy (§6.7).</summary>
    public static Field AllowedTransitions => new(119);

    /// <summary><c>depends_on</c>: Prerequisite Goal addresses (§6.7).</summary>
    public static Field DependsOn => new(120);

    /// <summary><c>assigned_agent</c>: DID; missing from Appendix C (§6.7).</summary>
    public static Field AssignedAgent => new(121);

    /// <summary><c>expected_output</c>: Missing from Appendix C (§6.7).</summary>
    public static Field ExpectedOutput => new(122);

    /// <summary><c>output_grain</c>: Content address (§6.7).</summary>
    public static Field OutputGrain => new(123);

    /// <summary><c>deadline</c>: Epoch ms (§6.7).</summary>
    public static Field Deadline => new(124);
}
