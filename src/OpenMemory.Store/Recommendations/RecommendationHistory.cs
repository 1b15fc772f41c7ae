namespace OpenMemory.Store;

/// <summary>The lifecycle of a Recommendation, rebuilt from its audit Observations alone (OMS-8.12.1-4).</summary>
public sealed record RecommendationHistory
{
    /// <summary>The Recommendation.</summary>
    public required ContentAddress Recommendation { get; init; }

    /// <summary>Where it stands now; <see cref="RecommendationStatus.Expired"/> where its time ran out before it was applied.</summary>
    public required RecommendationStatus Status { get; init; }

    /// <summary>What the audit chain bears out, expiry aside; never <see cref="RecommendationStatus.Expired"/>.</summary>
    public required RecommendationStatus RecordedStatus { get; init; }

    /// <summary>Until when it may be applied, inclusive; null for ever.</summary>
    public EpochMilliseconds? ValidTo { get; init; }

    /// <summary>The steps that count, each behind those it follows; otherwise by time, then address.</summary>
    public required IReadOnlyList<RecommendationTransition> Steps { get; init; }

    /// <summary>The steps that do not count, each with its <see cref="RecommendationTransition.Fault"/>, by time, then address.</summary>
    public required IReadOnlyList<RecommendationTransition> Ignored { get; init; }

    /// <summary>The steps that nothing follows: none before the first, one as a rule, several where histories were merged that know nothing of each other.</summary>
    public required IReadOnlyList<RecommendationTransition> Heads { get; init; }

    /// <summary>Whether there are several last steps. The next step follows all of them, and so ends the fork.</summary>
    public bool IsForked => Heads.Count > 1;

    /// <summary>Whether it was applied and can be rolled back (OMS-8.12.1-8).</summary>
    public bool CanRollBack => RecordedStatus == RecommendationStatus.Applied && RecommendationChain.HasInverse(Heads);
}
