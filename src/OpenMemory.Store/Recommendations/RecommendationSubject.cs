namespace OpenMemory.Store;

/// <summary>What of a Recommendation its lifecycle depends on.</summary>
/// <param name="Namespace">Its namespace; null where it cannot be seen.</param>
/// <param name="DedupKey">Its <c>dedup_key</c>; null where it cannot be seen.</param>
/// <param name="ValidTo">Until when it may be applied; null for ever.</param>
internal readonly record struct RecommendationSubject(string? Namespace, string? DedupKey, EpochMilliseconds? ValidTo)
{
    /// <summary>Reads a Recommendation; null where the grain is none, or shows no fields.</summary>
    internal static RecommendationSubject? Read(GrainBlob? blob)
    {
        if (blob is null || blob.Header.Type != GrainType.Recommendation) return null;
        GrainView view = blob.View();
        if (!view.IsReadable()) return null;
        Grain grain = blob.ToGrain();
        return grain is Recommendation recommendation ? new(GrainNamespace.Of(view), recommendation.DedupKey, grain.ValidTo) : null;
    }

    /// <summary>Whether its time had run out at a moment.</summary>
    internal bool IsExpired(EpochMilliseconds at) => ValidTo is { } end && at.Value > end.Value;
}
