namespace OpenMemory.Supersession;

/// <summary>Whether an invalidation is allowed, and if not, by which rule of which grain. The default value is a refusal.</summary>
public readonly record struct InvalidationDecision
{
    /// <summary>Whether it is allowed.</summary>
    public bool IsAllowed { get; init; }

    /// <summary>Whether a person is to look at what was allowed (<c>soft_locked</c>, §23.2).</summary>
    public bool NeedsReview { get; init; }

    /// <summary>
    /// Why it is refused: <c>ERR_INVALIDATION_DENIED</c>, <c>ERR_EVIDENCE_REQUIRED</c> or, for goals, <c>ERR_SCHEMA</c>, with the rule; the
    /// default value where it is allowed.
    /// </summary>
    public OmsFault Fault { get; init; }

    /// <summary>The grain whose policy refuses; null where it is allowed, or where another rule than a policy refuses.</summary>
    public ContentAddress? Protector { get; init; }

    /// <summary>What is allowed and still worth telling, for example a goal that leaves a final state; null for nothing.</summary>
    public IReadOnlyList<OmsFault>? Warnings { get; init; }
}
