using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private async ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexCoreAsync(
        IReadOnlyList<IndexStatement> statements, bool resetLocal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        IndexStatement[] stated = [.. statements]; // whose signer was looked for is what is merged, whatever the caller does meanwhile
        InvalidationRequest[] requests = new InvalidationRequest[stated.Length];
        for (int i = 0; i < requests.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            requests[i] = await FindRequestAsync(stated[i], cancellationToken).ConfigureAwait(false);
        }
        IndexMergeResult[] results = new IndexMergeResult[requests.Length];
        using IStoreWriter writer = _backend.BeginWrite();
        EpochMilliseconds now = Now;
        for (int i = 0; i < results.Length; i++) results[i] = Merge(writer, stated[i], requests[i] with { Now = now }, resetLocal);
        if (results.Any(static result => result.IsChanged)) writer.Commit();
        return results;
    }

    /// <summary>Who stands behind a stated supersession: the signer and approvers of the superseding grain.</summary>
    private async ValueTask<InvalidationRequest> FindRequestAsync(IndexStatement statement, CancellationToken cancellationToken)
    {
        if (statement.State.SupersededBy is not { } successor) return default;
        GrainBlob? grain = null;
        using (IStoreReader reader = _backend.BeginRead())
        {
            // Only what is protected asks who it was.
            if (reader.TryGet(successor, out GrainRow row) && reader.TryGet(statement.Address, out GrainRow old) && NeedsPolicy(old, row)) grain = row.Blob;
        }
        return grain is null || grain.View().IsSealed ? default : await FindBackersAsync(statement.Address, grain, cancellationToken).ConfigureAwait(false);
    }

    private static bool NeedsPolicy(in GrainRow old, in GrainRow successor) =>
        SupersessionProof.Guard(old.Blob) is not null || old.Guard != ProtectionGuard.None || successor.Guard != ProtectionGuard.None;

    private IndexMergeResult Merge(IStoreWriter writer, in IndexStatement statement, in InvalidationRequest request, bool resetLocal)
    {
        ContentAddress address = statement.Address;
        if (!writer.TryGet(address, out GrainRow row))
            return new(address, IndexEntry.Default, false, [new(ManifestNoticeKind.GrainNotInFile, address)]);
        ManifestImportEntry import = ManifestImport.Check(address, statement.State, Find, new() { ResetLocal = resetLocal });
        IndexState applied = import.Applied;
        List<ManifestNotice> notices = [.. import.Notices];
        OmsFault refusal = default;
        if (statement.State.SupersededBy is { } successor && writer.TryGet(successor, out GrainRow next) && SupersessionProof.Names(next.Blob, address)
            && NeedsPolicy(row, next))
        {
            InvalidationDecision decision = Decide(writer, address, row, next.Blob, request, null);
            // What is received need not obey the rules for authors' goals, only policy.
            bool isAdmitted = decision.IsAllowed || decision.Fault.Code == OmsErrorCode.Schema;
            refusal = isAdmitted ? default : decision.Fault;
            if (isAdmitted) applied = Admit(statement.State, applied, next.Blob, notices);
            else if (applied.SupersededBy is not null) applied = LeaveOut(address, applied, successor, notices); // protected by another grain than itself
        }
        // To end or to contest what an ancestor or its chain protects is a contradiction, whether a successor is named or not.
        else if (applied.HasPortableState && row.Guard != ProtectionGuard.None && !MayContradict(writer, row, request.Now))
            applied = LeaveOut(address, applied, null, notices);
        return Apply(writer, row, applied, notices, refusal, request.Now);

        GrainBlob? Find(ContentAddress wanted) => writer.TryGet(wanted, out GrainRow found) ? found.Blob : null;
    }

    /// <summary>Leaves out what would take a protected grain out of the current and trusted state.</summary>
    private static IndexState LeaveOut(ContentAddress address, IndexState applied, ContentAddress? successor, List<ManifestNotice> notices)
    {
        notices.Add(new(ManifestNoticeKind.ProtectedGrain, address, successor));
        return new() { AccessCount = applied.AccessCount, LastAccessedAt = applied.LastAccessedAt };
    }

    private bool MayContradict(IStoreReader reader, in GrainRow row, EpochMilliseconds now) =>
        InvalidationRules.DecideContradiction(
            row.Blob.Address, SourceOf(reader, null), new() { Now = now }, (row.Guard & ProtectionGuard.Ancestry) != 0, (row.Guard & ProtectionGuard.Chain) != 0).IsAllowed;

    /// <summary>A supersession that policy admits brings along what follows from it.</summary>
    private static IndexState Admit(IndexState stated, IndexState applied, GrainBlob successor, List<ManifestNotice> notices)
    {
        notices.RemoveAll(static notice => notice.Kind is ManifestNoticeKind.ProtectedGrain or ManifestNoticeKind.SealedGrain);
        return applied with
        {
            SupersededBy = stated.SupersededBy,
            SystemValidTo = stated.SystemValidTo,
            VerificationStatus = StatusAfter(successor.View()) ?? applied.VerificationStatus,
        };
    }

    private static IndexMergeResult Apply(
        IStoreWriter writer, in GrainRow row, IndexState applied, List<ManifestNotice> notices, in OmsFault refusal, EpochMilliseconds now)
    {
        ContentAddress address = row.Blob.Address;
        IndexMerge merge = IndexState.Merge(row.Entry.State, applied);
        IndexEntry entry = row.Entry with { State = merge.State };
        // What was superseded is no longer held for true, also where the statement leaves out since when (OMS-15.3-1).
        if (entry.State is { SupersededBy: not null, SystemValidTo: null }) entry = entry with { State = entry.State with { SystemValidTo = now } };
        if (merge.Fork is { } fork)
        {
            entry = entry with { Rivals = [.. entry.Rivals, fork] };
            notices.Add(new(ManifestNoticeKind.Fork, address, fork));
        }
        if (entry.Equals(row.Entry)) return new(address, row.Entry, false, notices, refusal);
        writer.SetEntry(address, entry, row.Guard, now);
        GuardRules.SpreadChain(writer, address, now);
        foreach (ContentAddress successor in entry.Successors().Except(row.Entry.Successors())) NoteReceived(writer, row.Blob, successor, now);
        return new(address, entry, true, notices, refusal);
    }

    /// <summary>A supersession that was received is one all the same (OMS-17.3-4).</summary>
    private static void NoteReceived(IStoreWriter writer, GrainBlob old, ContentAddress successor, EpochMilliseconds now)
    {
        Audit(writer, AuditAct.Superseded, now, null, old.Address, successor, detail: "received");
        if (!old.View().IsSealed && GrantRules.IsGrant(old.View())) Audit(writer, AuditAct.GrantChanged, now, null, old.Address, successor, detail: "received");
    }
}
