namespace OpenMemory.Store;

/// <summary>What the lifecycle of Recommendations asks of a store (§8.12.1, R-44).</summary>
internal static class RecommendationRules
{
    /// <summary>The Recommendation whose transition a grain records; null where the grain is no such audit Observation.</summary>
    internal static ContentAddress? TargetOf(GrainView grain) => throw new NotImplementedException();

    /// <summary>Why an audit Observation must not be written now; the default value where it may, or is none.</summary>
    internal static OmsFault CheckWrite(IStoreReader reader, GrainBlob grain, EpochMilliseconds now) => throw new NotImplementedException();

    /// <summary>The status that the audit chain of a Recommendation bears out (OMS-8.12.1-4); null for pending.</summary>
    internal static string? Rebuild(IStoreReader reader, ContentAddress recommendation) => throw new NotImplementedException();
}
