namespace OpenMemory;

/// <summary>
/// The values that authors may write in fields whose set is closed or listed without a word about extension. Readers
/// keep every value. Two sets of the registry are left open on purpose: an invalidation policy's mode, because an unknown
/// one is legal and means locked (OMS-23.3-1), and <c>expiry_policy</c>, for which the vectors write other values.
/// </summary>
internal static class ClosedValues
{
    internal static readonly string[] PolicyScopes = ["grain", "subtree", "lineage"];
    internal static readonly string[] OwnerTypes = ["human", "org"];
    internal static readonly string[] Modalities = ["image", "audio", "video", "point_cloud", "3d_mesh", "document", "binary", "embedding"];
    internal static readonly string[] DistanceMetrics = ["cosine", "l2", "dot"];
    internal static readonly string[] CitationTypes = ["doi", "arxiv", "pmid", "isbn", "rrid", "clinicaltrials", "url"];
    internal static readonly string[] CitationRoles = ["supports", "refutes", "extends", "replicates", "uses_data", "uses_software"];

    internal static readonly string[] RelationTypes =
    [
        "similar", "contradicts", "elaborates", "generalizes", "temporal_next", "temporal_prev", "causal", "supports", "refutes",
        "replaces", "depends_on",
    ];

    private static readonly Dictionary<Field, string[]> s_byField = new()
    {
        [Field.TemporalType] = ["state", "observation"],
        [Field.IdentityState] = ["anonymous", "pseudonymous", "authenticated"],
        [Field.InvalidationType] = ["superseded", "retraction", "erratum", "corrigendum", "retraction_with_replacement", "expression_of_concern"],
        [Field.RecallPriority] = ["hot", "warm", "cold"],
        [Field.ToolPhase] = ["definition", "call", "result"],
        [Field.ToolType] = ["client", "server", "builtin"],
        [Field.ExecutionMode] = ["function_call", "code_exec", "computer_use"],
        [Field.ObservationMode] = ["passive", "active", "reflective", "real_time"],
        [Field.ObservationScope] = ["point", "interval", "session", "longitudinal"],
        [Field.GoalState] = ["active", "satisfied", "failed", "suspended"],
        [Field.InferenceMethod] = ["deductive", "inductive", "abductive", "analogical"],
        [Field.Severity] = ["info", "low", "medium", "high"],
        [Field.Kind] = ["interval", "schedule", "once", "polling", "memory", "webhook", "manual", "composite"],
        [Field.Concurrency] = ["forbid", "allow", "replace"],
        [Field.Catchup] = ["last", "none", "all"],
    };

    /// <summary>The values of a field; empty where any is allowed.</summary>
    internal static string[] Of(Field field) => s_byField.GetValueOrDefault(field, []);
}
