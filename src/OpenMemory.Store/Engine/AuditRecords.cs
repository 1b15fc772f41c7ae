namespace OpenMemory.Store;

/// <summary>The audit Observations that a store writes of its own acts (OMS-28.4-4, R-36), so that they travel with exports.</summary>
internal static class AuditRecords
{
    /// <summary>The namespace of these Observations.</summary>
    internal const string Namespace = "agent:audit";

    internal const string Deleted = "audit:deleted", HoldLifted = "audit:hold_lifted", SubjectErased = "audit:subject_erased", ConsentCascaded = "audit:consent_cascaded",
        RetentionEnded = "audit:retention_ended";

    private const string DefaultObserver = "store", ObserverType = "system";

    /// <summary>Writes down an act.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="relation">What was done.</param>
    /// <param name="subject">What it was done to: an address, or a person's fingerprint.</param>
    /// <param name="content">The reason or the counts; null for nothing.</param>
    /// <param name="actor">Who did it; null where nobody was named.</param>
    /// <param name="source">The grain it was done to, where it stays.</param>
    /// <param name="now">When.</param>
    /// <returns>The Observation.</returns>
    internal static ContentAddress Write(
        IStoreWriter writer, string relation, string subject, string? content, string? actor, ContentAddress? source, EpochMilliseconds now)
    {
        GrainBlob blob = new Observation
        {
            ObserverId = actor ?? DefaultObserver,
            ObserverType = ObserverType,
            Namespace = Namespace,
            Subject = subject,
            Relation = relation,
            Object = string.IsNullOrEmpty(content) ? null : content,
            DerivedFrom = source is { } grain ? [grain.ToString()] : null,
            CreatedAt = now,
        }.ToBlob();
        if (!writer.Contains(blob.Address) && !writer.IsDeleted(blob.Address)) writer.Insert(new(blob, Supersession.IndexEntry.Default, now, GuardRules.Of(blob, writer)), blob);
        return blob.Address;
    }
}
