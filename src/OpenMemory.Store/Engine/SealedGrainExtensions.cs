using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>
/// Grains that stand in a store sealed for their person alone: nobody reads them without that person's key, and destroying it erases
/// them in every copy (§20.3). The store needs a key ring (<see cref="GrainStoreOptions.KeyRing"/>).
/// </summary>
public static class SealedGrainExtensions
{
    /// <summary>Seals a grain for a user and puts it.</summary>
    /// <param name="store">The store; it has a key ring.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="options">What goes along; its user is this one.</param>
    /// <param name="seal">How it is sealed.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The address of the sealed grain, by which the store finds it. Each sealing has another one.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OmsException">A rule refuses it.</exception>
    /// <exception cref="WriteRefusedException">It was refused without a rule.</exception>
    public static ValueTask<ContentAddress> AddSealedAsync(
        this GrainStore store, Grain grain, string userId, WriteOptions? options = null, SealOptions seal = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return store.AddSealedAsync(grain.ToBlob(), userId, options, seal, cancellationToken);
    }

    /// <summary>Seals a grain for a user, with its envelope where it is signed, and puts it.</summary>
    /// <inheritdoc cref="AddSealedAsync(GrainStore, Grain, string, WriteOptions?, SealOptions, CancellationToken)"/>
    public static ValueTask<ContentAddress> AddSealedAsync(
        this GrainStore store, GrainBlob grain, string userId, WriteOptions? options = null, SealOptions seal = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        GrainBlob closed = RingOf(store, userId).Seal(userId, grain, seal);
        return store.AddAsync(closed, (options ?? new()) with { UserId = userId }, cancellationToken);
    }

    /// <summary>
    /// Supersedes a grain with another one, which is sealed for a user; it is made to name the old grain by the address that the store has,
    /// where it does not yet.
    /// </summary>
    /// <param name="store">The store; it has a key ring.</param>
    /// <param name="old">The grain to be superseded, sealed for the same user, or not sealed.</param>
    /// <param name="successor">What takes its place.</param>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="options">What goes along; its user is this one.</param>
    /// <param name="seal">How the new grain is sealed.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The address of the new sealed grain.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OmsException">A rule refuses it, for example the old grain's invalidation policy.</exception>
    /// <exception cref="WriteRefusedException">Somebody else superseded it first, or it is not here.</exception>
    public static ValueTask<ContentAddress> ReplaceSealedAsync(
        this GrainStore store, ContentAddress old, Grain successor, string userId, SupersedeOptions? options = null, SealOptions seal = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        UserKeyRing ring = RingOf(store, userId);
        GrainBlob blob = GrainStoreExtensions.Naming(successor, old);
        return store.ReplaceAsync(old, ring.Seal(userId, blob, seal), (options ?? new()) with { UserId = userId }, cancellationToken);
    }

    /// <summary>Finds a grain and opens it where it is sealed for a user.</summary>
    /// <param name="store">The store; it has a key ring.</param>
    /// <param name="address">The grain.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>
    /// What was sealed, under its own address and with its envelope where it was signed; the grain itself where it is not sealed. Null where it
    /// is not here, is sealed for somebody else, or the user's key was destroyed.
    /// </returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    /// <exception cref="OmsException">It is sealed for the user and does not open, or what was sealed is no sound grain.</exception>
    public static async ValueTask<GrainBlob?> GetOpenedAsync(
        this GrainStore store, ContentAddress address, string userId, CancellationToken cancellationToken = default)
    {
        UserKeyRing ring = RingOf(store, userId);
        if (await store.GetAsync(address, cancellationToken).ConfigureAwait(false) is not { } found) return null;
        if (!found.Blob.View().IsSealed) return found.Blob;
        if (ring.TryOpen(userId, found.Blob.Span, out GrainBlob? opened, out OmsFault fault)) return opened;
        bool isTheirs = new SubjectSelector(userId, ring.GetNames(userId)).Matches(found.Blob.View());
        return isTheirs && ring.GetState(userId) != UserSaltState.Destroyed ? throw new OmsException(fault) : null;
    }

    private static UserKeyRing RingOf(GrainStore store, string userId)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        WriteChecks.UserId(userId, nameof(userId));
        return store.Options.KeyRing ?? throw new InvalidOperationException("The store has no key ring, so nothing can be sealed or opened here.");
    }
}
