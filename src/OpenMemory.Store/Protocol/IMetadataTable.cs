namespace OpenMemory.Store;

/// <summary>
/// The host's rows beside the grains (§28.4.1): texts by key, without history, never seen through grains. Keys are compared by their
/// characters, are not empty and have at most 1024 characters; keys and values are Unicode texts, and others an <see cref="ArgumentException"/>.
/// </summary>
public interface IMetadataTable
{
    /// <summary>Reads a row.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The value, or null.</returns>
    ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a row, in place of one that was there.</summary>
    /// <param name="key">The key; under a reserved prefix the value must be what the prefix holds (OMS-28.4.1-3).</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the value is not what its reserved prefix holds.</exception>
    ValueTask PutAsync(string key, string value, CancellationToken cancellationToken = default);

    /// <summary>Writes or removes a row if it still is what the caller saw .</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">What the caller saw; null for no row.</param>
    /// <param name="value">The new value; null removes the row.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether it was so, and was done.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the value is not what its reserved prefix holds.</exception>
    ValueTask<bool> TryReplaceAsync(string key, string? expected, string? value, CancellationToken cancellationToken = default);

    /// <summary>Removes a row.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists rows by ascending key, ordinally.</summary>
    /// <param name="prefix">What the keys begin with; empty for all rows.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Keys and values.</returns>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Takes in a row of another host as its prefix says (OMS-28.4.1-5): latest wins, write if absent, or not at all.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The other host's value.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether the table changed; not for a key or a value that cannot stand here.</returns>
    ValueTask<bool> ReplicateAsync(string key, string value, CancellationToken cancellationToken = default);

    /// <summary>The rows that other hosts may have: those whose prefix replicates, without usage stamps (OMS-28.4.1-9).</summary>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Keys and values.</returns>
    ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanReplicatedAsync(CancellationToken cancellationToken = default);
}
