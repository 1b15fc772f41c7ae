namespace OpenMemory.Store;

/// <summary>What the lifecycle of Recommendations asks of a store (§8.12.1, R-44).</summary>
internal static class RecommendationRules
{
    /// <summary>The Recommendation whose transition a grain records; null where the grain is no such audit Observation.</summary>
    internal static ContentAddress? TargetOf(GrainView grain) => RecommendationSteps.Find(grain)?.Recommendation;

    /// <summary>Why an audit Observation must not be written now; the default value where it may, or is none.</summary>
    internal static OmsFault CheckWrite(IStoreReader reader, GrainBlob grain, EpochMilliseconds now)
    {
        if (TargetOf(grain.View()) is not { } target || RecommendationSteps.Read(grain) is not { } step) return default;
        if (!reader.TryGet(target, out GrainRow row) || row.Blob.Header.Type != GrainType.Recommendation)
            return Schema("R-44", "There is no such recommendation", "subject");
        if (RecommendationSubject.Read(row.Blob) is not { Namespace: not null, DedupKey: not null } subject)
            return Schema("R-44", "The recommendation cannot be read", "subject");
        OmsFault fault = CheckForm(grain, step);
        if (fault.IsFault) return fault;
        RecommendationHistory history = RecommendationChain.Build(target, subject, Grains(reader, target), null);
        EpochMilliseconds at = now.Value > step.At.Value ? now : step.At; // a step that is dated later must fit later too
        fault = RecommendationChain.Check(step, subject, history.Heads, at);
        if (fault.IsFault) return fault;
        if (!step.DerivedFrom.Contains(target)) return Schema("OMS-8.12.1-1", "derived_from does not have the recommendation", "derived_from");
        if (history.Heads.Any(head => !step.DerivedFrom.Contains(head.Address)))
            return Schema("OMS-8.12.1-1", "derived_from does not have the audit grain before", "derived_from");
        return CheckOutcome(step, row);
    }

    /// <summary>The status that the audit chain of a Recommendation bears out (OMS-8.12.1-4); null for pending.</summary>
    internal static string? Rebuild(IStoreReader reader, ContentAddress recommendation)
    {
        RecommendationSubject? subject = reader.TryGet(recommendation, out GrainRow row) ? RecommendationSubject.Read(row.Blob) : null;
        RecommendationStatus status = RecommendationChain.Build(recommendation, subject, Grains(reader, recommendation), null).RecordedStatus;
        return status == RecommendationStatus.Pending ? null : status.ToText();
    }

    /// <summary>What every author of an audit Observation owes, whatever the status.</summary>
    private static OmsFault CheckForm(GrainBlob blob, RecommendationTransition step)
    {
        Grain grain = blob.ToGrain();
        if (grain.Subject!.Length != ContentAddress.TextLength) return Schema("OMS-5-6", "An address is written bare", "subject");
        if (step.To == RecommendationStatus.Expired) return Schema("R-44", "An expiry is computed, and not written", "relation");
        if (string.IsNullOrWhiteSpace(step.Reason)) return Schema("OMS-8.12.1-1", "A transition has a reason", "object");
        if (grain.Extra.Count > 0) return Schema("OMS-8.12.1-1", "An audit grain has no field beyond an Observation's", grain.Extra.Keys.Order(StringComparer.Ordinal).First());
        return default;
    }

    private static OmsFault CheckOutcome(RecommendationTransition step, in GrainRow row)
    {
        if (step.To is RecommendationStatus.Approved or RecommendationStatus.Applied && !row.Entry.IsCurrent)
            return new(OmsErrorCode.InvalidationDenied, "OMS-8.12.1-6", "The recommendation is no longer current; its successor begins anew", -1, "subject");
        if (step.To != RecommendationStatus.Applied) return default;
        if (step.IsRollbackable is not { } can) return Schema("OMS-8.12.1-7", "What was applied is rollbackable or not", "context.rollbackable");
        if (can && step.Inverse is not { Count: > 0 }) return Schema("OMS-8.12.1-7", "What is rollbackable has its inverse", "context.inverse");
        return !can && step.Inverse is not null ? Schema("OMS-8.12.1-8", "What is not rollbackable has no inverse", "context.inverse") : default;
    }

    private static IEnumerable<GrainBlob> Grains(IStoreReader reader, ContentAddress recommendation) =>
        RecommendationSteps.QueriesFor(recommendation).SelectMany(reader.QueryAll).Select(static row => row.Blob);

    private static OmsFault Schema(string rule, string message, string field) => new(OmsErrorCode.Schema, rule, message, -1, field);
}
