using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private ValueTask<WriteResult> DeleteCoreAsync(ContentAddress address, StatusOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        WriteResult result = Delete(address, options);
        return new(result.IsSuccess ? result with { ResidueRemains = !TryScrub() } : result);
    }

    private WriteResult Delete(ContentAddress address, StatusOptions? options)
    {
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return earlier;
        if (!writer.TryGet(address, out GrainRow row)) return Absent(writer, address);
        EpochMilliseconds now = Now;
        if (HidesHold(row.Blob, options?.UserId))
            return WriteResult.Refused(new(OmsErrorCode.InvalidationDenied, "OMS-28.4-5", "Whether the grain is under a hold cannot be seen; name the user it is sealed for"), address);
        InvalidationDecision decision = InvalidationRules.DecideErasure(address, SourceOf(writer, options?.UserId), now);
        if (!decision.IsAllowed) return WriteResult.Refused(decision.Fault, address);
        OmsFault kept = ConsentRules.CheckDelete(writer, row.Blob);
        if (kept.IsFault) return WriteResult.Refused(kept, address);
        Remove(writer, row.Blob, options?.UserId, now);
        ContentAddress record = AuditRecords.Write(writer, AuditRecords.Deleted, address.ToString(), options?.Reason, options?.Actor, null, now);
        Audit(writer, AuditAct.Deleted, now, options?.Actor, address, record: record, detail: options?.Reason);
        return Finish(writer, options, WriteResult.Done(address));
    }

    private ValueTask<ConsentCascade> CascadeConsentCoreAsync(bool run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EpochMilliseconds now = Now;
        if (!run)
        {
            using IStoreReader reader = _backend.BeginRead();
            return new(new ConsentCascade(ConsentRules.FindDue(reader, Options.ConsentDeadline, now), 0, 0));
        }
        ConsentCascade cascade = RunCascade(now);
        return new(cascade.Erased > 0 ? cascade with { ResidueRemains = !TryScrub() } : cascade);
    }

    private ConsentCascade RunCascade(EpochMilliseconds now)
    {
        using IStoreWriter writer = _backend.BeginWrite();
        List<ConsentCascadeItem> all = [];
        Removal removal = new(writer, now, Options.KeyRing);
        int erased = 0, before;
        do
        {
            // A disclosed copy shows only when its original is gone, so it is looked for again.
            before = erased;
            foreach (ConsentCascadeItem item in ConsentRules.FindDue(writer, Options.ConsentDeadline, now))
            {
                if (!writer.TryGet(item.Address, out GrainRow row) || !InvalidationRules.DecideErasure(item.Address, SourceOf(writer, null), now).IsAllowed) continue;
                removal.Add(row.Blob, row.Blob);
                RebuildAfter(writer, row.Blob, now);
                ContentAddress record = AuditRecords.Write(writer, AuditRecords.ConsentCascaded, item.Address.ToString(), null, null, item.Withdrawal, now);
                Audit(writer, AuditAct.ConsentCascaded, now, null, item.Address, item.Consent, record);
                all.Add(item);
                erased++;
            }
        }
        while (erased > before);
        removal.Finish();
        writer.Commit();
        return new(all, erased, removal.Reclaimed);
    }

    /// <summary>
    /// Whether a sealed grain could be opened here, and is not because its user was left out. One whose key is gone is under no hold that
    /// anybody could see, and one of a store without keys neither.
    /// </summary>
    private bool HidesHold(GrainBlob grain, string? userId)
    {
        if (Options.KeyRing is not { } ring || !StoreSource.Readable(grain, ring, userId).View().IsSealed) return false;
        return string.IsNullOrWhiteSpace(userId) || !new SubjectSelector(userId, ring.GetNames(userId)).Matches(grain.View());
    }

    private void Remove(IStoreWriter writer, GrainBlob blob, string? userId, EpochMilliseconds now)
    {
        Removal removal = new(writer, now, Options.KeyRing);
        removal.Add(blob, StoreSource.Readable(blob, Options.KeyRing, userId), string.IsNullOrWhiteSpace(userId) ? null : userId);
        RebuildAfter(writer, blob, now);
        removal.Finish();
    }

    /// <summary>A status rests on audit grains, and is rebuilt when one of them goes.</summary>
    private static void RebuildAfter(IStoreWriter writer, GrainBlob removed, EpochMilliseconds now)
    {
        if (RecommendationRules.TargetOf(removed.View()) is { } recommendation) RebuildStatus(writer, recommendation, now);
    }
}
