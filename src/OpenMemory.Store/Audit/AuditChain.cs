namespace OpenMemory.Store;

/// <summary>Verifies audit chains.</summary>
public static class AuditChain
{
    /// <summary>Verifies entries in their order.</summary>
    /// <param name="entries">All entries from the first, or those after <paramref name="anchor"/>.</param>
    /// <param name="anchor">An entry that is trusted; null where the entries begin with the first.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The default value where the chain is whole; otherwise <c>ERR_INTEGRITY</c> with the number of the first entry that does not fit.</returns>
    public static async ValueTask<OmsFault> VerifyAsync(
        IAsyncEnumerable<AuditEntry> entries, AuditEntry? anchor = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        AuditEntry? previous = anchor;
        await foreach (AuditEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Number != (previous?.Number ?? 0) + 1)
                return new(OmsErrorCode.Integrity, "OMS-17.3-4", $"An audit entry is missing before number {entry.Number}");
            if (entry.Previous != (previous?.Hash ?? default))
                return new(OmsErrorCode.Integrity, "OMS-17.3-4", $"Audit entry {entry.Number} does not follow the one before it");
            previous = entry;
        }
        return default;
    }
}
