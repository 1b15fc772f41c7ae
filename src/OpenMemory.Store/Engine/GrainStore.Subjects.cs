using OpenMemory.Erasure;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private ValueTask<SubjectReport> ReportSubjectCoreAsync(string identity, SubjectOptions? options, CancellationToken cancellationToken)
    {
        SubjectSelector selector = Select(identity, options);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        SubjectFinding finding = SubjectFinding.Find(reader, selector, identity, options ?? new(), this, Now);
        return new(new SubjectReport(selector.Fingerprint, finding.Matches, finding.LimitsOfReport()));
    }

    private ValueTask<SubjectErasure> EraseSubjectCoreAsync(string identity, SubjectOptions? options, CancellationToken cancellationToken)
    {
        SubjectSelector selector = Select(identity, options);
        cancellationToken.ThrowIfCancellationRequested();
        SubjectOptions chosen = Anonymous(options ?? new(), selector);
        EpochMilliseconds now = Now;
        SubjectFinding finding;
        List<ContentAddress> erased = [];
        Removal removal;
        ContentAddress record;
        using (IStoreWriter writer = _backend.BeginWrite())
        {
            removal = new(writer, now, Options.KeyRing);
            finding = SubjectFinding.Find(writer, selector, identity, chosen, this, now);
            foreach (SubjectMatch match in finding.Erasable)
            {
                if (!writer.TryGet(match.Address, out GrainRow row)) continue;
                removal.Add(row.Blob, StoreSource.Readable(row.Blob, Options.KeyRing, identity), identity);
                RebuildAfter(writer, row.Blob, now);
                erased.Add(match.Address);
            }
            removal.Finish();
            string counts = $"grains={erased.Count} held={finding.Held.Count} contents={removal.Reclaimed}", detail = $"{selector.Fingerprint} {counts}";
            record = AuditRecords.Write(writer, AuditRecords.SubjectErased, selector.Fingerprint, counts, chosen.Actor, null, now);
            Audit(writer, AuditAct.SubjectErased, now, chosen.Actor, null, record: record, detail: chosen.Reason is null ? detail : $"{detail} {chosen.Reason}");
            writer.Commit();
        }
        // The ring asks this store about holds, so the key goes when the scope has ended.
        ErasureReceipt? receipt = DestroyKey(identity, chosen, finding, out bool isKept);
        return new(new SubjectErasure
        {
            Fingerprint = selector.Fingerprint,
            Erased = erased,
            Held = finding.Held,
            ContentsReclaimed = removal.Reclaimed,
            ContentsShared = removal.Shared,
            Receipt = receipt,
            Record = record,
            Limits = finding.LimitsOfErasure(isKept, hasResidue: !TryScrub()),
        });
    }

    /// <summary>
    /// Whether a litigation hold keeps a user's key from being destroyed: give it to
    /// <see cref="UserKeyRingOptions.IsHeld"/>.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <returns>Whether the store holds a grain of the user under a hold.</returns>
    public bool IsHeld(string userId)
    {
        SubjectSelector selector = Select(userId, null);
        using IStoreReader reader = _backend.BeginRead();
        return SubjectFinding.Find(reader, selector, userId, new(), this, Now).Held.Count > 0;
    }

    /// <summary>What a grain says, for a person whose grains may be sealed.</summary>
    internal GrainBlob Readable(GrainBlob grain, string? userId) => StoreSource.Readable(grain, Options.KeyRing, userId);

    /// <summary>Who erases their own data is the person too: what is recorded about it has the fingerprint .</summary>
    private static SubjectOptions Anonymous(SubjectOptions options, SubjectSelector selector) => options with
    {
        Actor = options.Actor is { } actor && selector.IsNamedIn(actor) ? selector.Fingerprint : options.Actor,
        Reason = options.Reason is { } reason && selector.IsNamedIn(reason) ? null : options.Reason,
    };

    private SubjectSelector Select(string identity, SubjectOptions? options)
    {
        WriteChecks.Check(options);
        if (Options.KeyRing is not null && !string.IsNullOrEmpty(identity)) WriteChecks.UserId(identity, nameof(identity));
        return new(identity, string.IsNullOrEmpty(identity) ? null : Options.KeyRing?.GetNames(identity), options?.IncludeMentions ?? false);
    }

    private ErasureReceipt? DestroyKey(string identity, SubjectOptions options, SubjectFinding finding, out bool isKept)
    {
        isKept = Options.KeyRing is not null && (options.KeepKey || finding.NeedsKey);
        if (Options.KeyRing is not { } ring || isKept) return null;
        try
        {
            return ring.Destroy(identity);
        }
        catch (OmsException held) when (held.Code == OmsErrorCode.InvalidationDenied)
        {
            isKept = true; // a held grain came in meanwhile
            return null;
        }
    }
}
