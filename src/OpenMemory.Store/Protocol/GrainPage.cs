namespace OpenMemory.Store;

/// <summary>One page of results: the envelope of §28.1.</summary>
/// <param name="Results">The results of this page.</param>
/// <param name="Total">How many grains match at all, at this moment.</param>
/// <param name="NextCursor">Where the next page begins; null where this is the last.</param>
public sealed record GrainPage(IReadOnlyList<GrainHit> Results, long Total, string? NextCursor)
{
    /// <summary>The envelope as JSON: <c>results</c>, <c>total</c>, <c>next_cursor</c> (OMS-28.1-1).</summary>
    /// <returns>UTF-8 bytes.</returns>
    public byte[] ToJson() => throw new NotImplementedException();
}
