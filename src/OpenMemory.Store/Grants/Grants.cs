namespace OpenMemory.Store;

/// <summary>
/// Authorization grants over a store (§12.6): policy that lives in the memory as grains of the namespace <c>agent:authz</c>. Credentials never
/// do (OMS-12.6-1). The store itself is the owner's session, which may write the first grant (OMS-12.6.4-1); what a principal may do under its
/// grants, <c>AuthorizedGrainStore</c> decides.
/// </summary>
/// <param name="store">The store; of a principal, an <c>AuthorizedGrainStore</c>, where it takes <c>admin</c> on <c>agent:authz</c>.</param>
/// <param name="clock">The clock, for the time of grants; the system's where null.</param>
public sealed class Grants(IGrainStore store, TimeProvider? clock = null)
{
    private readonly IGrainStore _store = store ?? throw new ArgumentNullException(nameof(store));

    private EpochMilliseconds Now => EpochMilliseconds.Now(clock);

    /// <summary>Gives rights to a principal. Where the same ones were given before and still hold, nothing is written.</summary>
    /// <param name="principal">To whom: an opaque name without personal data (OMS-12.6.5-2), or a DID.</param>
    /// <param name="grant">What is conferred.</param>
    /// <param name="grantor">Who gives it.</param>
    /// <param name="because">Why; null for no reason.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done or existing, with the grant's address; refused or not authorized.</returns>
    /// <exception cref="ArgumentException">A name is blank.</exception>
    public async ValueTask<WriteResult> GrantAsync(
        string principal, GrantObject grant, string grantor, string? because = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(principal);
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentException.ThrowIfNullOrWhiteSpace(grantor);
        await foreach (Grant live in GrantReader.ReadAsync(_store, principal, Now, cancellationToken).ConfigureAwait(false))
        {
            if (live.Object.Equals(grant)) return WriteResult.Of(WriteOutcome.Existing, live.Address);
        }
        return TryWrite(Draft(principal, grant.ToString(), grantor, because), out GrainBlob? blob, out OmsFault fault)
            ? await _store.PutAsync(blob!.Memory, new() { Actor = grantor }, cancellationToken).ConfigureAwait(false)
            : WriteResult.Refused(fault);
    }

    /// <summary>Takes all rights of a grant back, by superseding it with a retraction (OMS-12.6.3-1). It counts for everything that begins after it.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="grantor">Who takes them back.</param>
    /// <param name="because">Why; null for no reason.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the retraction's address; conflict where the grant was changed before; not found where there is no such grant; refused or not authorized.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public async ValueTask<WriteResult> RevokeAsync(ContentAddress grant, string grantor, string? because = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grantor);
        if (await FindAsync(grant, cancellationToken).ConfigureAwait(false) is not { } old) return WriteResult.Of(WriteOutcome.NotFound, grant);
        Fact retraction = Draft(old.Subject!, GrantTerms.Revoked, grantor, because) with { InvalidationType = GrantTerms.Retraction };
        return await ReplaceAsync(grant, retraction, grantor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a part of a grant back, by superseding it with a smaller one (OMS-12.6.3-1).</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="rest">What is left: less than before.</param>
    /// <param name="grantor">Who takes it back.</param>
    /// <param name="because">Why; null for no reason.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>As for <see cref="RevokeAsync"/>; refused, too, where the rest is not less than before.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public async ValueTask<WriteResult> ReduceAsync(
        ContentAddress grant, GrantObject rest, string grantor, string? because = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentException.ThrowIfNullOrWhiteSpace(grantor);
        if (await FindAsync(grant, cancellationToken).ConfigureAwait(false) is not { } old) return WriteResult.Of(WriteOutcome.NotFound, grant);
        string? text = old.Object.Kind == OmsValueKind.Text ? old.Object.AsText() : null;
        if (!GrantObject.TryParse(text, out GrantObject? before) || !before.Includes(rest) || before.Equals(rest))
            return WriteResult.Refused(new(OmsErrorCode.Schema, "OMS-12.6.3-1", "What is left of a grant is less than it was", -1, "object"), grant);
        Fact reduced = Draft(old.Subject!, rest.ToString(), grantor, because) with { ValidFrom = old.ValidFrom, ValidTo = old.ValidTo };
        return await ReplaceAsync(grant, reduced, grantor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rights of a principal in a namespace: the union of its live grants that cover it (OMS-12.6.2-2). Counts as no access.</summary>
    /// <param name="principal">The principal; whoever is unknown has none.</param>
    /// <param name="name">The namespace; empty for grains without one, which belong to <c>shared</c>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The verbs.</returns>
    public async ValueTask<GrantVerbs> GetEffectiveRightsAsync(string principal, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(name);
        PrincipalRights rights = await PrincipalRights.ReadAsync(_store, principal, Now, cancellationToken).ConfigureAwait(false);
        return rights.On(Nfc.Normalized(name));
    }

    /// <summary>Lists live grants, the oldest first. Counts as no access.</summary>
    /// <param name="principal">Whose; null for everybody's.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The grants.</returns>
    public async ValueTask<IReadOnlyList<Grant>> ListAsync(string? principal = null, CancellationToken cancellationToken = default)
    {
        List<Grant> grants = [];
        await foreach (Grant grant in GrantReader.ReadAsync(_store, principal, Now, cancellationToken).ConfigureAwait(false)) grants.Add(grant);
        return grants;
    }

    private static bool TryWrite(Fact fact, out GrainBlob? blob, out OmsFault fault)
    {
        (blob, fault) = (null, default);
        try
        {
            blob = fact.ToBlob();
        }
        catch (OmsException exception)
        {
            fault = exception.Fault;
        }
        return blob is not null;
    }

    private Fact Draft(string principal, string text, string grantor, string? because)
    {
        Dictionary<string, OmsValue> context = new(StringComparer.Ordinal) { ["grantor"] = grantor };
        if (because is not null) context["because"] = because;
        return new()
        {
            Namespace = GrantTerms.Namespace, Subject = principal, Relation = GrantTerms.Permits, Object = text, Confidence = 1, CreatedAt = Now, Context = new(context),
        };
    }

    /// <summary>Finds a grant that is no retraction, whatever became of it.</summary>
    private async ValueTask<Grain?> FindAsync(ContentAddress address, CancellationToken cancellationToken)
    {
        StoredGrain? found = await _store.PeekAsync(address, cancellationToken).ConfigureAwait(false);
        if (found is null || found.Blob.View().IsDisclosed || !GrantRules.IsGrant(found.Blob.View())) return null;
        Grain grain = found.ToGrain();
        return grain.InvalidationType == GrantTerms.Retraction || string.IsNullOrWhiteSpace(grain.Subject) ? null : grain;
    }

    private async ValueTask<WriteResult> ReplaceAsync(ContentAddress old, Fact successor, string grantor, CancellationToken cancellationToken) =>
        TryWrite(successor with { DerivedFrom = [old] }, out GrainBlob? blob, out OmsFault fault)
            ? await _store.SupersedeAsync(old, blob!.Memory, new() { Actor = grantor }, cancellationToken).ConfigureAwait(false)
            : WriteResult.Refused(fault, old);
}
