namespace OpenMemory.Store.Tests;

/// <summary>Recommendations, and audit Observations as others would write them.</summary>
internal static class RecommendationSamples
{
    internal const string Namespace = "agent:recommendations";

    internal static readonly EpochMilliseconds Time = 1_800_000_000_000;

    internal static string Key { get; } = DedupKey.Compute("org.stale_facts/1", "entity:caller/pat", "cal");

    internal static Recommendation Recommendation(EpochMilliseconds? validTo = null, string? space = Namespace) => new()
    {
        TargetRef = "entity:caller/pat",
        Analyzer = new() { ["id"] = "org.stale_facts/1" },
        Summary = new() { ["template_id"] = "stale", ["args"] = new OmsMap() },
        DedupKey = Key,
        ProposalCal = "ADD fact SET subject = \"pat\"",
        Namespace = space,
        ValidTo = validTo,
        CreatedAt = Time,
    };

    /// <summary>A step with the given predecessors; <c>applied</c> has an inverse.</summary>
    internal static Observation Step(ContentAddress recommendation, string from, string to, string observer = "human", params ContentAddress[] before) => new()
    {
        Subject = recommendation.ToString(),
        Relation = "rec:" + to,
        Object = "because",
        ObserverId = "user:anna",
        ObserverType = observer,
        Namespace = Namespace,
        CreatedAt = Time,
        DerivedFrom = [recommendation, .. before.Select(static address => (OmsValue)address)],
        Context = to == "applied"
            ? new() { ["from"] = from, ["to"] = to, ["dedup_key"] = Key, ["rollbackable"] = true, ["inverse"] = new OmsMap { ["steps"] = new[] { "undo" } } }
            : new() { ["from"] = from, ["to"] = to, ["dedup_key"] = Key },
    };

    internal static RecommendationAct Act(string reason = "it is right") => new() { Actor = "user:anna", Reason = reason };
}
