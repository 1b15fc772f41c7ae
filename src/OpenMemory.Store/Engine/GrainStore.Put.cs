using OpenMemory.Supersession;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private async ValueTask<WriteResult> PutCoreAsync(ReadOnlyMemory<byte> delivered, WriteOptions? options, CancellationToken cancellationToken)
    {
        WriteChecks.Check(options);
        cancellationToken.ThrowIfCancellationRequested();
        AuthoredGrain grain = await AuthoredGrain.ReadAsync(delivered, options?.UserId, Options, cancellationToken).ConfigureAwait(false);
        using IStoreWriter writer = _backend.BeginWrite();
        if (TryRepeat(writer, options, out WriteResult earlier)) return earlier;
        WriteResult result = Put(writer, grain, options, Now);
        return Finish(writer, options, result);
    }

    private async ValueTask<IReadOnlyList<WriteResult>> PutBatchCoreAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        WriteChecks.Check(options);
        if (options?.OperationId is not null) throw new ArgumentException("An operation id is for one operation.", nameof(options));
        AuthoredGrain[] grains = await AuthoredGrain.ReadAsync([.. delivered], options?.UserId, Options, cancellationToken).ConfigureAwait(false);
        WriteResult[] results = new WriteResult[grains.Length];
        using IStoreWriter writer = _backend.BeginWrite();
        EpochMilliseconds now = Now;
        for (int i = 0; i < grains.Length; i++) results[i] = Put(writer, grains[i], options, now);
        writer.Commit();
        return results;
    }

    private WriteResult Put(IStoreWriter writer, in AuthoredGrain grain, WriteOptions? options, EpochMilliseconds now)
    {
        if (grain.Fault.IsFault) return WriteResult.Refused(grain.Fault);
        GrainBlob stored = grain.Stored!, readable = grain.Readable!;
        if (writer.Contains(stored.Address)) return WriteResult.Of(WriteOutcome.Existing, stored.Address);
        if (writer.IsDeleted(stored.Address)) return WriteResult.Of(WriteOutcome.Deleted, stored.Address);
        OmsFault fault = CheckPut(writer, readable, options, now);
        if (fault.IsFault) return WriteResult.Refused(fault, stored.Address);
        Insert(writer, stored, readable, null, now);
        NoteGrant(writer, AuditAct.Granted, readable, null, options, now);
        return WriteResult.Done(stored.Address) with { Warnings = readable.View().IsSealed ? null : GoalRules.CheckPut(readable, SourceOf(writer, options?.UserId)) };
    }

    private OmsFault CheckPut(IStoreReader reader, GrainBlob readable, WriteOptions? options, EpochMilliseconds now)
    {
        if (readable.View().IsSealed) return default;
        OmsFault fault = SupersessionClaim.Check(readable, SourceOf(reader, options?.UserId), now);
        return fault.IsFault ? fault : CheckContent(reader, readable, now);
    }

    /// <summary>The rules that bind every authored grain, put or superseding.</summary>
    private static OmsFault CheckContent(IStoreReader reader, GrainBlob readable, EpochMilliseconds now)
    {
        OmsFault fault = GrantRules.CheckWrite(readable.View());
        if (!fault.IsFault) fault = ConsentRules.CheckWrite(reader, readable.View());
        return fault.IsFault ? fault : RecommendationRules.CheckWrite(reader, readable, now);
    }

    /// <summary>Adds a grain and brings up to date what follows from it.</summary>
    private static void Insert(IStoreWriter writer, GrainBlob stored, GrainBlob readable, GrainRow? predecessor, EpochMilliseconds now)
    {
        if (Add(writer, stored, readable, predecessor, now) is { } recommendation) RebuildStatus(writer, recommendation, now);
    }

    /// <summary>Adds a grain.</summary>
    /// <returns>The Recommendation whose status may follow from it; null for none.</returns>
    private static ContentAddress? Add(IStoreWriter writer, GrainBlob stored, GrainBlob readable, GrainRow? predecessor, EpochMilliseconds now)
    {
        ProtectionGuard guard = GuardRules.Of(readable, writer);
        if (predecessor is { } old) guard |= old.Guard & ProtectionGuard.Chain;
        writer.Insert(new(stored, IndexEntry.Default, now, guard), readable);
        if (readable.View().IsSealed) return null;
        return readable.View().Type == GrainType.Recommendation ? stored.Address : RecommendationRules.TargetOf(readable.View());
    }

    /// <summary>Brings <c>rec_status</c> up to date from the audit chain alone (OMS-8.12.1-4).</summary>
    private static void RebuildStatus(IStoreWriter writer, ContentAddress recommendation, EpochMilliseconds now)
    {
        if (!writer.TryGet(recommendation, out GrainRow row)) return;
        string? status = RecommendationRules.Rebuild(writer, recommendation);
        if (row.Entry.State.RecStatus != status)
            writer.SetEntry(recommendation, row.Entry with { State = row.Entry.State with { RecStatus = status } }, row.Guard, now);
    }

    private static void NoteGrant(IStoreWriter writer, AuditAct act, GrainBlob readable, ContentAddress? other, WriteOptions? options, EpochMilliseconds now)
    {
        if (GrantRules.IsGrant(readable.View())) Audit(writer, act, now, options?.Actor, readable.Address, other);
    }

    private static bool TryRepeat(IStoreReader reader, WriteOptions? options, out WriteResult earlier)
    {
        earlier = default;
        if (options?.OperationId is not { } id || !reader.TryGetOperation(id, out earlier)) return false;
        if (earlier.Outcome == WriteOutcome.Done) earlier = earlier with { Outcome = WriteOutcome.Existing };
        return true;
    }

    /// <summary>Commits what was done, and remembers it for callers that retry; a refusal leaves no trace.</summary>
    private static WriteResult Finish(IStoreWriter writer, WriteOptions? options, WriteResult result)
    {
        if (!result.IsSuccess) return result;
        if (options?.OperationId is { } id) writer.RememberOperation(id, result with { Warnings = null });
        else if (result.Outcome == WriteOutcome.Existing) return result;
        writer.Commit();
        return result;
    }
}
