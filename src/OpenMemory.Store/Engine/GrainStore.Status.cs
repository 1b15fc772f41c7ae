using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private async ValueTask<WriteResult> ContradictCoreAsync(ContentAddress address, ContradictOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        InvalidationRequest backers = await FindProofAsync(address, options?.By, cancellationToken).ConfigureAwait(false);
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return earlier;
        if (!writer.TryGet(address, out GrainRow row)) return Absent(writer, address);
        if (options?.By is { } by && !writer.Contains(by)) return WriteResult.Of(WriteOutcome.NotFound, by);
        if (row.Entry.IsContradicted) return Finish(writer, options, WriteResult.Of(WriteOutcome.Existing, address));
        EpochMilliseconds now = Now;
        InvalidationRequest request = backers with { IsJustified = !string.IsNullOrWhiteSpace(options?.Justification), Now = now };
        InvalidationDecision decision = InvalidationRules.DecideContradiction(
            address, SourceOf(writer, options?.UserId), request, (row.Guard & ProtectionGuard.Ancestry) != 0, (row.Guard & ProtectionGuard.Chain) != 0);
        if (!decision.IsAllowed) return WriteResult.Refused(decision.Fault, address);
        IndexState state = row.Entry.State with
        {
            SystemValidTo = row.Entry.State.SystemValidTo ?? now,
            VerificationStatus = row.Entry.State.VerificationStatus == IndexState.Retracted ? IndexState.Retracted : IndexState.Contested,
        };
        writer.SetEntry(address, row.Entry with { State = state, IsContradicted = true, NeedsReview = row.Entry.NeedsReview || decision.NeedsReview }, row.Guard, now);
        Audit(writer, AuditAct.Contradicted, now, options?.Actor, address, options?.By, detail: options?.Justification);
        return Finish(writer, options, WriteResult.Done(address) with { NeedsReview = decision.NeedsReview, Warnings = decision.Warnings });
    }

    private ValueTask<WriteResult> VerifyCoreAsync(ContentAddress address, StatusOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return new(earlier);
        if (!writer.TryGet(address, out GrainRow row)) return new(Absent(writer, address));
        string status = row.Entry.State.VerificationStatus;
        bool stays = status is IndexState.Contested or IndexState.Retracted;
        IndexEntry entry = row.Entry with { State = stays ? row.Entry.State : row.Entry.State with { VerificationStatus = IndexState.Verified }, NeedsReview = false };
        if (entry.Equals(row.Entry)) return new(Finish(writer, options, WriteResult.Of(WriteOutcome.Existing, address)));
        EpochMilliseconds now = Now;
        writer.SetEntry(address, entry, row.Guard, now);
        Audit(writer, AuditAct.Verified, now, options?.Actor, address, detail: options?.Reason);
        return new(Finish(writer, options, WriteResult.Done(address)));
    }

    private async ValueTask<WriteResult> LiftHoldCoreAsync(ContentAddress address, StatusOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        AuthoredGrain proof = options?.Proof.IsEmpty == false
            ? await AuthoredGrain.ReadAsync(options.Proof, options.UserId, Options, cancellationToken).ConfigureAwait(false)
            : default;
        if (proof.Fault.IsFault) return WriteResult.Refused(proof.Fault, address);
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return earlier;
        if (!writer.TryGet(address, out GrainRow row)) return Absent(writer, address);
        GrainProtection protection = GrainProtection.Read(StoreSource.Readable(row.Blob, Options.KeyRing, options?.UserId).View());
        EpochMilliseconds now = Now;
        if (row.Entry.IsHoldLifted) return Finish(writer, options, WriteResult.Of(WriteOutcome.Existing, address));
        if (protection.EffectiveMode(now) != InvalidationMode.Hold)
            return WriteResult.Refused(new(OmsErrorCode.Schema, "R-36", "The grain is not under a hold"), address);
        if (protection.Authorized.Count > 0 && !IsBy(proof, protection.Authorized))
            return WriteResult.Refused(new(OmsErrorCode.InvalidationDenied, "R-36", "The hold is lifted with the signature of a DID that it lists"), address);
        OmsFault fault = CheckProof(writer, proof, address, options, now);
        if (fault.IsFault) return WriteResult.Refused(fault, address);
        ContentAddress record = proof.Stored is { } signed
            ? Keep(writer, signed, proof.Readable!, now)
            : AuditRecords.Write(writer, AuditRecords.HoldLifted, address.ToString(), options?.Reason, options?.Actor, address, now);
        writer.SetEntry(address, row.Entry with { IsHoldLifted = true }, row.Guard, now);
        Audit(writer, AuditAct.HoldLifted, now, options?.Actor, address, record: record, detail: options?.Reason);
        return Finish(writer, options, WriteResult.Done(address));
    }

    private static WriteResult Absent(IStoreReader reader, ContentAddress address) =>
        WriteResult.Of(reader.IsDeleted(address) ? WriteOutcome.Deleted : WriteOutcome.NotFound, address);

    private static ContentAddress Keep(IStoreWriter writer, GrainBlob stored, GrainBlob readable, EpochMilliseconds now)
    {
        if (!writer.Contains(stored.Address) && !writer.IsDeleted(stored.Address)) Insert(writer, stored, readable, null, now);
        return stored.Address;
    }

    /// <summary>Whether a signed Observation lifts this very hold, by a DID that may.</summary>
    private static bool IsBy(in AuthoredGrain proof, IReadOnlyList<string> authorized) =>
        proof.Signer is { } signer && authorized.Contains(signer, StringComparer.Ordinal);

    /// <summary>A proof is kept as a grain, so it is one that could be put, and says what it is for, also where none was needed.</summary>
    private OmsFault CheckProof(IStoreReader reader, in AuthoredGrain proof, ContentAddress held, StatusOptions? options, EpochMilliseconds now)
    {
        if (proof.Readable is not { } record) return default;
        if (!Lifts(record, held)) return new(OmsErrorCode.InvalidationDenied, "R-36", "The proof is no record that this hold is lifted");
        if (reader.IsDeleted(proof.Stored!.Address)) return new(OmsErrorCode.InvalidationDenied, "R-49", "The proof was deleted here");
        return CheckPut(reader, record, options, now);
    }

    private static bool Lifts(GrainBlob record, ContentAddress held)
    {
        GrainView view = record.View();
        return view.Type == GrainType.Observation
            && view.TryGet(Field.Relation, out FieldValue relation) && relation.Kind == OmsValueKind.Text && relation.ToText() == AuditRecords.HoldLifted
            && view.TryGet(Field.Subject, out FieldValue subject) && SupersessionProof.TryReference(subject, out ContentAddress named) && named == held;
    }

    /// <summary>Who stands behind a contradiction: the signer and approvers of a stored grain that says to contradict the other one.</summary>
    private async ValueTask<InvalidationRequest> FindProofAsync(ContentAddress target, ContentAddress? by, CancellationToken cancellationToken)
    {
        GrainBlob? grain = null;
        if (by is { } address)
        {
            using IStoreReader reader = _backend.BeginRead();
            if (reader.TryGet(address, out GrainRow row)) grain = row.Blob;
        }
        return grain is null || !Contradicts(grain.View(), target) ? default : await FindBackersAsync(target, grain, cancellationToken).ConfigureAwait(false);
    }

    private static bool Contradicts(GrainView view, ContentAddress target)
    {
        if (view.IsSealed || !view.TryGet(Field.RelatedTo, out FieldValue links) || links.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry link in links)
        {
            bool contradicts = link.Value.TryGetEntry("rl"u8, out FieldValue type) && type.IsText("contradicts"u8);
            if (contradicts && link.Value.TryGetEntry("h"u8, out FieldValue hash) && SupersessionProof.TryReference(hash, out ContentAddress named) && named == target) return true;
        }
        return false;
    }
}
