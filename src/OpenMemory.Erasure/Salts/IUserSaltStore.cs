namespace OpenMemory.Erasure;

/// <summary>
/// Where the salts of users live: 32 random bytes each, without which no key can be derived. It stands beside the memory, never inside
/// it, and its backups are the one thing that can undo an erasure. <see cref="FileUserSaltStore"/> keeps them in a file; whoever has a
/// database implements this over it.
/// </summary>
/// <remarks>
/// An implementation is safe to use from several threads; each call is atomic and durable when it returns. Failures of the medium
/// leave as <see cref="IOException"/>, and what failed has not happened. Calls are few: a <see cref="UserKeyRing"/> makes one when it
/// derives a key that it does not have ready.
/// </remarks>
public interface IUserSaltStore
{
    /// <summary>
    /// Grows whenever a salt was destroyed, or may have been; a ring that sees another number forgets the keys it has ready. Asked with
    /// every grain: it must be cheap, and it never fails.
    /// </summary>
    long Generation { get; }

    /// <summary>What was added by <see cref="AddMasterKeyChecks"/>: a check for every version of the master key under which there can be entries.</summary>
    IReadOnlyCollection<MasterKeyCheck> MasterKeyChecks { get; }

    /// <summary>All receipts, in the order of their numbers.</summary>
    IReadOnlyList<ErasureReceipt> Receipts { get; }

    /// <summary>Looks a salt up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="salt">Receives the salt where there is one, zeros otherwise; exactly 32 bytes.</param>
    /// <returns>What there is.</returns>
    /// <exception cref="ArgumentException">The buffer is not 32 bytes long.</exception>
    UserSaltState Find(in UserSaltName name, Span<byte> salt);

    /// <summary>Adds checks for good, all or nothing; a ring does so before it uses names under their versions.</summary>
    /// <param name="checks">The checks; those that are there already are left alone.</param>
    /// <exception cref="InvalidOperationException">There is another check of one of the versions.</exception>
    void AddMasterKeyChecks(ReadOnlySpan<MasterKeyCheck> checks);

    /// <summary>
    /// Adds salts under names that have none, all or nothing. A name that has a salt keeps it; a name with a tombstone keeps that,
    /// unless the caller says otherwise. A name that stands twice among the names gets the first of its salts. Where the call fails,
    /// the caller's buffers are as they were.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="salts">32 bytes for each name: in, what to add; out, what is kept under the name, zeros under a tombstone.</param>
    /// <param name="states">Receives what there is now under each name.</param>
    /// <param name="replaceTombstones">Give names with a tombstone a salt again.</param>
    /// <exception cref="ArgumentException">The buffers do not fit the names, or a salt that is to be added is all zeros.</exception>
    void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false);

    /// <summary>
    /// Destroys the salts of one user for good, leaves a tombstone under every name, also under one that had no salt, and adds a
    /// receipt. Where every name has a tombstone already, nothing is changed and the receipt of then is returned: the newest of the
    /// first name that has one. Where none has one (they were destroyed under a name that is not given), a receipt of 0 salts is added.
    /// </summary>
    /// <param name="names">The names of one user under all versions of the master key, the newest first; at least one.</param>
    /// <param name="time">When.</param>
    /// <returns>The receipt; a new one is under the first name.</returns>
    /// <exception cref="ArgumentException">There is no name.</exception>
    ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time);
}
