namespace OpenMemory.Store;

/// <summary>The memory's own bytes beside its grains, named by their hash: what <c>cas:</c> references of grains point at (§7.1.1, §28.4.2).</summary>
public interface IContentTable
{
    /// <summary>Keeps bytes; the same bytes again change nothing.</summary>
    /// <param name="content">The bytes. The store copies them.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Their name.</returns>
    ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Finds bytes and verifies their hash before returning them.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The bytes, or null where they are not here.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: what is kept under the name has another hash.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default);

    /// <summary>Whether bytes are here.</summary>
    /// <param name="uri">Their name.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether they are.</returns>
    ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default);
}
