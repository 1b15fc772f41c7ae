using OpenMemory.Signing;
using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private async ValueTask<WriteResult> SupersedeCoreAsync(
        ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        AuthoredGrain grain = await AuthoredGrain.ReadAsync(delivered, options?.UserId, Options, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? approvers = grain.Readable is null ? null : await FindApproversAsync(old, grain.Readable, cancellationToken).ConfigureAwait(false);
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return earlier;
        if (grain.Fault.IsFault) return WriteResult.Refused(grain.Fault);
        EpochMilliseconds now = Now;
        InvalidationRequest request = new() { Requester = grain.Signer, Approvers = approvers, IsJustified = !string.IsNullOrWhiteSpace(options?.Justification), Now = now };
        return Finish(writer, options, Supersede(writer, old, grain, request, options));
    }

    private WriteResult Supersede(IStoreWriter writer, ContentAddress old, in AuthoredGrain grain, in InvalidationRequest request, SupersedeOptions? options)
    {
        GrainBlob stored = grain.Stored!, readable = grain.Readable!;
        EpochMilliseconds now = request.Now;
        if (!writer.TryGet(old, out GrainRow row)) return Absent(writer, old);
        if (writer.IsDeleted(stored.Address)) return WriteResult.Of(WriteOutcome.Deleted, stored.Address);
        if (row.Entry.Successors().Contains(stored.Address)) return WriteResult.Of(WriteOutcome.Existing, stored.Address);
        if (row.Entry.State.SupersededBy is not null) return Conflict(writer, old);
        if (options?.ExpectedHead is { } expected && FindHead(writer, old) != expected) return Conflict(writer, old);

        GrainBlob oldReadable = StoreSource.Readable(row.Blob, Options.KeyRing, options?.UserId);
        OmsFault fault = CheckSuccessor(oldReadable, old, stored.Address, readable);
        // What protects a chain or its descendants is looked for by the addresses of the store, so the successor must lead there.
        if (!fault.IsFault && row.Guard != ProtectionGuard.None && !SupersessionProof.IsWithdrawal(readable.View()) && !SupersessionProof.Names(readable, old))
            fault = new(OmsErrorCode.Schema, "R-34", "What supersedes a protected sealed grain names it by the address of its sealed form", -1, "derived_from");
        if (!fault.IsFault) fault = CheckContent(writer, readable, now);
        if (fault.IsFault) return WriteResult.Refused(fault, stored.Address);
        InvalidationDecision decision = Decide(writer, old, row, readable, request, options?.UserId);
        if (!decision.IsAllowed) return WriteResult.Refused(decision.Fault, stored.Address);

        if (!writer.Contains(stored.Address)) Insert(writer, stored, readable, row, now);
        writer.SetEntry(old, Superseded(row.Entry, stored.Address, readable.View(), now), row.Guard, now);
        GuardRules.SpreadChain(writer, old, now); // the successor may have been here before, with successors of its own
        if (decision.NeedsReview && writer.TryGet(stored.Address, out GrainRow added))
            writer.SetEntry(stored.Address, added.Entry with { NeedsReview = true }, added.Guard, now);
        Audit(writer, AuditAct.Superseded, now, options?.Actor, old, stored.Address, detail: options?.Justification);
        if (GrantRules.IsGrant(oldReadable.View())) Audit(writer, AuditAct.GrantChanged, now, options?.Actor, old, stored.Address);
        else NoteGrant(writer, AuditAct.Granted, readable, old, options, now);
        return WriteResult.Done(stored.Address) with { NeedsReview = decision.NeedsReview, Warnings = decision.Warnings };
    }

    private InvalidationDecision Decide(
        IStoreReader reader, ContentAddress old, in GrainRow row, GrainBlob successor, in InvalidationRequest request, string? userId)
    {
        ProtectionGuard guard = row.Guard | GuardRules.Of(successor, reader);
        return InvalidationRules.DecideSupersession(
            old, successor, SourceOf(reader, userId), request, (guard & ProtectionGuard.Ancestry) != 0, (row.Guard & ProtectionGuard.Chain) != 0);
    }

    /// <summary>The old entry once a successor is accepted (§28.4, R-40).</summary>
    private static IndexEntry Superseded(IndexEntry entry, ContentAddress successor, GrainView view, EpochMilliseconds now) => entry with
    {
        State = entry.State with
        {
            SupersededBy = successor,
            SystemValidTo = entry.State.SystemValidTo ?? now,
            VerificationStatus = StatusAfter(view) ?? entry.State.VerificationStatus,
        },
    };

    /// <summary>What the superseding grain's <c>invalidation_type</c> makes of the old one; null for nothing.</summary>
    private static string? StatusAfter(GrainView successor)
    {
        if (successor.IsSealed || !successor.TryGetCore(Field.InvalidationType, out FieldValue type)) return null;
        if (type.IsText("retraction"u8) || type.IsText("retraction_with_replacement"u8)) return IndexState.Retracted;
        return type.IsText("expression_of_concern"u8) ? IndexState.Contested : null;
    }

    /// <summary>What §8 asks of a successor by its type, besides policy.</summary>
    private static OmsFault CheckSuccessor(GrainBlob oldReadable, ContentAddress old, ContentAddress successor, GrainBlob readable)
    {
        GrainView before = oldReadable.View(), after = readable.View();
        if (after.IsSealed) return new(OmsErrorCode.InvalidationDenied, "R-34", "What a sealed grain supersedes cannot be seen; name the user it is sealed for");
        if (old == successor || !NamesEither(readable, old, oldReadable.Address))
            return new(OmsErrorCode.Schema, "R-34", "The superseding grain does not name the one that it supersedes", -1, "derived_from");
        if (SupersessionProof.IsWithdrawal(after) && before.Type == GrainType.Consent && !IsWithdrawal(old, oldReadable, readable))
            return new(OmsErrorCode.InvalidationDenied, "R-36", "A Consent is withdrawn by its own subject", -1, "subject_did");
        if (before.Type == GrainType.Recommendation && after.Type == GrainType.Recommendation && !SameText(before, after, Field.DedupKey))
            return new(OmsErrorCode.Schema, "OMS-8.12-2", "A Recommendation is superseded by one with the same dedup_key", -1, "dedup_key");
        return default;
    }

    /// <summary>A sealed grain has two addresses: that of its bytes, and that of what was sealed; a successor may name either.</summary>
    private static bool NamesEither(GrainBlob successor, ContentAddress old, ContentAddress inside) =>
        SupersessionProof.Names(successor, old) || (inside != old && SupersessionProof.Names(successor, inside));

    /// <summary>Whether a Consent is withdrawn by its own subject, under either address of a sealed one.</summary>
    private static bool IsWithdrawal(ContentAddress old, GrainBlob oldReadable, GrainBlob readable) =>
        SupersessionProof.IsWithdrawal(old, oldReadable, readable) || SupersessionProof.IsWithdrawal(oldReadable, readable);

    private static bool SameText(GrainView before, GrainView after, Field field) =>
        before.TryGet(field, out FieldValue one) && after.TryGet(field, out FieldValue other) && one.Encoded.SequenceEqual(other.Encoded);

    private WriteResult Conflict(IStoreReader reader, ContentAddress old) =>
        WriteResult.Of(WriteOutcome.Conflict, old) with { Head = FindHead(reader, old) };

    /// <summary>Who verifiably stands behind what a stored grain is to do to another one: its signer, and its approvers.</summary>
    private async ValueTask<InvalidationRequest> FindBackersAsync(ContentAddress target, GrainBlob grain, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? approvers = await FindApproversAsync(target, grain, cancellationToken).ConfigureAwait(false);
        if (grain.Envelope.IsEmpty) return new() { Approvers = approvers };
        SignatureCheck check = await Options.Verifier.VerifyAsync(grain.Envelope, cancellationToken).ConfigureAwait(false);
        return new() { Requester = check.IsVerified ? check.Signer : null, Approvers = approvers };
    }

    private async ValueTask<IReadOnlyList<string>?> FindApproversAsync(ContentAddress old, GrainBlob readable, CancellationToken cancellationToken)
    {
        if (readable.View().IsSealed || !readable.View().TryGet(Field.SupersessionAuth, out _)) return null;
        return await SupersessionAuthorization.VerifyAsync(old, readable, Options.Verifier, cancellationToken).ConfigureAwait(false);
    }
}
