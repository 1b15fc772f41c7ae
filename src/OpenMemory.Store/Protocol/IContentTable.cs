namespace OpenMemory.Store;

/// <summary>The memory's own bytes beside its grains, named by their hash: what <c>cas:</c> references of grains point at (§7.1.1, §28.4.2).</summary>
/// <remarks>
/// With a user, bytes are kept sealed under that user's key (OMS-28.4.3-6): the name that grains use stays the hash of the plain bytes, what is
/// kept is found and opened with the user alone, and two users who have the same bytes share nothing. Whoever has the store's files sees that
/// there is something, its length, and the user's blind token; neither its hash nor a guess of it can be tested. When the user's key is
/// destroyed nothing opens it any more; when grains of the user are erased, those go that no grain of the user names any more.
/// </remarks>
public interface IContentTable
{
    /// <summary>Keeps bytes; the same bytes again change nothing.</summary>
    /// <param name="content">The bytes. The store copies them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Their name.</returns>
    ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Keeps bytes sealed for a user. The same bytes again change nothing; after a rotation of the master key they move to the newest.</summary>
    /// <param name="content">The bytes. The store copies them.</param>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Their name: the hash of the plain bytes.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    /// <exception cref="Erasure.UserKeyDestroyedException">The user's key was destroyed.</exception>
    ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, string userId, CancellationToken cancellationToken = default);

    /// <summary>Finds bytes and verifies their hash before returning them.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The bytes, or null where they are not here, or only sealed.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: what is kept under the name has another hash.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default);

    /// <summary>Finds bytes that are sealed for a user, opens them, and verifies their hash before returning them.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The bytes, or null where none are here that are sealed for the user, or the user's key was destroyed.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: what is kept does not open (OMS-7.1.1-3).</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, string userId, CancellationToken cancellationToken = default);

    /// <summary>Whether bytes are here that are not sealed.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether they are.</returns>
    ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default);

    /// <summary>Whether bytes are here that are sealed for a user whose key was not destroyed.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether they are.</returns>
    /// <exception cref="ArgumentException">The user is blank, longer than 2048 bytes in UTF-8, or no Unicode text.</exception>
    /// <exception cref="InvalidOperationException">The store has no key ring.</exception>
    ValueTask<bool> ExistsAsync(CasUri uri, string userId, CancellationToken cancellationToken = default);
}
