namespace OpenMemory.Store;

/// <summary>How an import settles what a file's manifest and the store say differently of a grain (OMS-11.7-8).</summary>
public enum ManifestStrategy : byte
{
    /// <summary>
    /// Merges both, as far as the grains bear the manifest out and §23 admits it: of two successors a fork with both heads, the
    /// earlier <c>system_valid_to</c>, the strongest <c>verification_status</c>, the larger counters; never <c>rec_status</c>. The result
    /// does not depend on the order of the files.
    /// </summary>
    Merge,

    /// <summary>
    /// The manifest counts only for grains of which the store has no portable state of its own yet; the others keep theirs as it is.
    /// Needs a pass over the store.
    /// </summary>
    StoreWins,

    /// <summary>No entry of the manifest counts: grains that are new here begin with the default state, as without a manifest (OMS-11.7-7).</summary>
    IgnoreManifest,
}
