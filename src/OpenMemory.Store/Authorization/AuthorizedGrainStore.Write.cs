using OpenMemory.Supersession;

namespace OpenMemory.Store;

public sealed partial class AuthorizedGrainStore
{
    /// <inheritdoc/>
    public async ValueTask<WriteResult> PutAsync(ReadOnlyMemory<byte> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        byte[] grain = delivered.ToArray(); // what was looked at is what is written
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (RequiredVerbs.Refuse(rights, Principal, GrantVerbs.Write, grain) is { } refusal) return refusal;
        return await _inner.PutAsync(grain, Own(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteResult>> PutBatchAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> delivered, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivered);
        if (options?.OperationId is not null) throw new ArgumentException("An operation id is for one operation.", nameof(options));
        byte[][] grains = [.. delivered.Select(static grain => grain.ToArray())];
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        WriteResult?[] refusals = [.. grains.Select(grain => RequiredVerbs.Refuse(rights, Principal, GrantVerbs.Write, grain))];
        ReadOnlyMemory<byte>[] allowed = [.. grains.Where((_, index) => refusals[index] is null)];
        Queue<WriteResult> written = allowed.Length == 0
            ? new()
            : new(await _inner.PutBatchAsync(allowed, Own(options), cancellationToken).ConfigureAwait(false));
        return [.. refusals.Select(refusal => refusal ?? written.Dequeue())];
    }

    /// <inheritdoc/>
    public async ValueTask<WriteResult> SupersedeAsync(
        ContentAddress old, ReadOnlyMemory<byte> delivered, SupersedeOptions? options = null, CancellationToken cancellationToken = default)
    {
        byte[] grain = delivered.ToArray();
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (RequiredVerbs.Refuse(rights, Principal, GrantVerbs.Supersede, grain) is { } refusal) return refusal;
        if (await RefuseAsync(rights, GrantVerbs.Supersede, old, cancellationToken).ConfigureAwait(false) is { } hidden) return hidden;
        WriteResult result = await _inner.SupersedeAsync(old, grain, Own(options), cancellationToken).ConfigureAwait(false);
        return result.Head is { } head && await PeekAsync(rights, head, cancellationToken).ConfigureAwait(false) is null ? result with { Head = null } : result;
    }

    /// <inheritdoc/>
    public async ValueTask<WriteResult> ContradictAsync(ContentAddress address, ContradictOptions? options = null, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await RefuseAsync(rights, GrantVerbs.Supersede, address, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        if (options?.By is { } by && await PeekAsync(rights, by, cancellationToken).ConfigureAwait(false) is null) return WriteResult.Of(WriteOutcome.NotFound, by);
        return await _inner.ContradictAsync(address, Own(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteResult> VerifyAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await RefuseAsync(rights, GrantVerbs.Supersede, address, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        return await _inner.VerifyAsync(address, Own(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteResult> LiftHoldAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default)
    {
        byte[] proof = options?.Proof.ToArray() ?? [];
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await RefuseAsync(rights, GrantVerbs.Admin, address, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        // The store keeps the proof as a grain.
        if (proof.Length > 0 && RequiredVerbs.Refuse(rights, Principal, GrantVerbs.Admin, proof) is { } foreign) return foreign;
        return await _inner.LiftHoldAsync(address, Own(options) with { Proof = proof }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteResult> DeleteAsync(ContentAddress address, StatusOptions? options = null, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await RefuseAsync(rights, GrantVerbs.Delete, address, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        return await _inner.DeleteAsync(address, Own(options), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> SetVectorAsync(ContentAddress address, ReadOnlyMemory<float> vector, CancellationToken cancellationToken = default)
    {
        PrincipalRights rights = await RightsAsync(cancellationToken).ConfigureAwait(false);
        if (await RefuseAsync(rights, GrantVerbs.Write, address, cancellationToken).ConfigureAwait(false) is not null) return false;
        return await _inner.SetVectorAsync(address, vector, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Takes <c>admin</c> on <c>*</c>: grants that come along apply without being authorized again (OMS-12.6.5-1).</remarks>
    public async ValueTask<IReadOnlyList<WriteResult>> ReceiveAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(received);
        return await MayAsync(GrantVerbs.Admin, cancellationToken).ConfigureAwait(false)
            ? await _inner.ReceiveAsync(received, cancellationToken).ConfigureAwait(false)
            : [.. received.Select(static _ => WriteResult.Of(WriteOutcome.NotAuthorized, default))];
    }

    /// <inheritdoc/>
    /// <remarks>Takes <c>admin</c> on <c>*</c>; without it nothing is changed or told, and every result has a refusal.</remarks>
    public async ValueTask<IReadOnlyList<IndexMergeResult>> MergeIndexAsync(
        IReadOnlyList<IndexStatement> statements, bool resetLocal = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (await MayAsync(GrantVerbs.Admin, cancellationToken).ConfigureAwait(false))
            return await _inner.MergeIndexAsync(statements, resetLocal, cancellationToken).ConfigureAwait(false);
        OmsFault refusal = new(OmsErrorCode.InvalidationDenied, "OMS-12.6.2-2", "The principal's grants do not allow it");
        return [.. statements.Select(statement => new IndexMergeResult(statement.Address, IndexEntry.Default, false, [], refusal))];
    }

    private WriteOptions Own(WriteOptions? options) => (options ?? new()) with { Actor = Principal, OperationId = Scoped(options?.OperationId) };

    private SupersedeOptions Own(SupersedeOptions? options) => (options ?? new()) with { Actor = Principal, OperationId = Scoped(options?.OperationId) };

    private ContradictOptions Own(ContradictOptions? options) => (options ?? new()) with { Actor = Principal, OperationId = Scoped(options?.OperationId) };

    private StatusOptions Own(StatusOptions? options) => (options ?? new()) with { Actor = Principal, OperationId = Scoped(options?.OperationId) };

    /// <summary>
    /// Why the principal must not change what is known of a grain; null where it may. What it may not read looks absent, and an absent grain is
    /// passed on only to whoever may do it everywhere: another writer could bring it meanwhile.
    /// </summary>
    private async ValueTask<WriteResult?> RefuseAsync(PrincipalRights rights, GrantVerbs verb, ContentAddress address, CancellationToken cancellationToken)
    {
        if (!rights.HasSomewhere(verb) && !rights.Has(GrantVerbs.Admin, GrantTerms.Namespace)) return WriteResult.Of(WriteOutcome.NotAuthorized, address);
        StoredGrain? found = await _inner.PeekAsync(address, cancellationToken).ConfigureAwait(false);
        bool isAllowed = found is null
            ? rights.HasEverywhere(verb | GrantVerbs.Admin)
            : RequiredVerbs.Allow(rights, verb, GrainNamespace.Of(found.Blob.View()));
        if (isAllowed) return null;
        bool isSeen = found is not null && rights.CanRead(found.Blob);
        return WriteResult.Of(isSeen ? WriteOutcome.NotAuthorized : WriteOutcome.NotFound, address);
    }
}
