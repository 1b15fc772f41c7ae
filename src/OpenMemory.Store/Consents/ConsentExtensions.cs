using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// Asks for consent before something is done, and withdraws it (§8.10). Answers are of this moment: a withdrawal counts from when the store
/// took it in (OMS-8.10-2).
/// </summary>
public static class ConsentExtensions
{
    private const int Attempts = 16;

    /// <summary>
    /// Finds a Consent that allows something: current, not withdrawn on any branch of its chain, of this person to this grantee, with the
    /// scope among its scopes and the time in its window. Whatever cannot be seen for certain allows nothing. Who wrote a Consent is not
    /// asked here: a store verifies signatures, and a host decides whose it takes in.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>
    /// The newest such Consent, whose address belongs in <c>processing_basis</c> of what is written in its name (OMS-8.10-6); null where
    /// nothing allows it.
    /// </returns>
    /// <exception cref="ArgumentException">A name or the scope is empty.</exception>
    public static async ValueTask<StoredGrain?> FindConsentAsync(this IGrainStore store, ConsentQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentException.ThrowIfNullOrEmpty(question.SubjectDid);
        ArgumentException.ThrowIfNullOrEmpty(question.GranteeDid);
        ArgumentException.ThrowIfNullOrEmpty(question.Scope);
        EpochMilliseconds at = question.At ?? EpochMilliseconds.Now(question.Clock);
        GrainQuery query = new()
        {
            Types = [GrainType.Consent], IncludeCold = true,
            Where = [new(Field.SubjectDid, question.SubjectDid), new(Field.GranteeDid, question.GranteeDid), new(Field.Scope, question.Scope), new(Field.IsWithdrawal, false)],
        };
        await foreach (StoredGrain grain in store.QueryAllAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (IsValid(grain, at) && await StandsAsync(store, grain.Address, cancellationToken).ConfigureAwait(false)) return grain;
        }
        return null;
    }

    /// <summary>Whether a person allows somebody something now; see <see cref="FindConsentAsync"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether a Consent allows it.</returns>
    /// <exception cref="ArgumentException">A name or the scope is empty.</exception>
    public static async ValueTask<bool> IsConsentedAsync(this IGrainStore store, ConsentQuestion question, CancellationToken cancellationToken = default) =>
        await store.FindConsentAsync(question, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>
    /// Withdraws a Consent with all that renewed it: each head of the chain is superseded by a withdrawal of the same person. Both
    /// stay for audit (OMS-8.10-4). Where others write to the chain at the same time, it is tried again.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="consent">The Consent, or an earlier one of its chain.</param>
    /// <param name="withdrawal">How.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the withdrawal's address; existing where it was withdrawn before; not found, or refused: it is no Consent, or cannot be read.</returns>
    public static async ValueTask<WriteResult> WithdrawConsentAsync(
        this IGrainStore store, ContentAddress consent, ConsentWithdrawal? withdrawal = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        withdrawal ??= new();
        WriteResult result = default;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetHistoryAsync(consent, cancellationToken).ConfigureAwait(false) is not { } history)
                return WriteResult.Of(WriteOutcome.NotFound, consent);
            IReadOnlyList<ContentAddress> heads = ChainOf(history).HeadsAfter(consent, out ContentAddress? earlier);
            if (heads.Count == 0)
                return earlier is { } done ? WriteResult.Of(WriteOutcome.Existing, done) : Unreadable("OMS-8.10-2", "No Consent of the chain is left to be withdrawn", consent);
            foreach (ContentAddress head in heads)
            {
                result = await WithdrawAsync(store, history.Find(head)!.Grain, withdrawal, cancellationToken).ConfigureAwait(false);
                if (!result.IsSuccess) break;
            }
            if (result.Outcome != WriteOutcome.Conflict) break;
        }
        return result;
    }

    private static ValueTask<WriteResult> WithdrawAsync(IGrainStore store, GrainBlob head, ConsentWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        if (head.View().IsSealed) return new(Unreadable("R-9", "A sealed Consent is withdrawn by whoever can open it", head.Address));
        if (head.ToGrain() is not Consent given) return new(Unreadable("OMS-8.10-1", "Only a Consent is withdrawn", head.Address));
        Consent taken = new()
        {
            SubjectDid = given.SubjectDid, GranteeDid = given.GranteeDid, Scope = given.Scope, IsWithdrawal = true,
            PriorConsent = head.Address.ToString(), DerivedFrom = [head.Address], SupersessionJustification = withdrawal.Reason,
            Basis = given.Basis, Jurisdiction = given.Jurisdiction, Namespace = given.Namespace, UserId = given.UserId,
            StructuralTags = given.StructuralTags, Sensitivity = given.Sensitivity, AuthorDid = withdrawal.AuthorDid, CreatedAt = withdrawal.Now,
        };
        return withdrawal.SupersedeAsync(store, head.Address, taken, null, cancellationToken);
    }

    private static bool IsValid(StoredGrain grain, EpochMilliseconds at)
    {
        if (grain.Blob.View().IsDisclosed || !ConsentFields.IsConsent(grain.Blob) || grain.Entry.State.VerificationStatus is IndexState.Retracted or IndexState.Contested) return false;
        return grain.ToGrain() is Consent { IsWithdrawal: false } consent
            && !(consent.ValidFrom is { } from && at.CompareTo(from) < 0) && !(consent.ValidTo is { } to && at.CompareTo(to) > 0)
            && (consent.ValidFrom is not null || consent.GetValue("valid_from").IsNull) && (consent.ValidTo is not null || consent.GetValue("valid_to").IsNull);
    }

    private static async ValueTask<bool> StandsAsync(IGrainStore store, ContentAddress consent, CancellationToken cancellationToken) =>
        await store.GetHistoryAsync(consent, cancellationToken).ConfigureAwait(false) is { } history && ChainOf(history).Judge(consent) == ConsentStanding.Standing;

    private static ConsentChain ChainOf(SupersessionChain history)
    {
        Dictionary<ContentAddress, (GrainBlob Grain, IndexEntry Entry)> links = history.Links.ToDictionary(static link => link.Address, static link => (link.Grain, link.Entry));
        return new(address => links.TryGetValue(address, out (GrainBlob Grain, IndexEntry Entry) link) ? link : null);
    }

    private static WriteResult Unreadable(string rule, string message, ContentAddress address) =>
        WriteResult.Refused(new(OmsErrorCode.Schema, rule, message), address);
}
