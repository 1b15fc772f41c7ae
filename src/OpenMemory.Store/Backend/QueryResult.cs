namespace OpenMemory.Store;

/// <summary>What a backend found: hits in order, and how many there are at all.</summary>
/// <param name="Hits">The hits of the page.</param>
/// <param name="Total">How many grains match.</param>
/// <param name="NextCursor">Where the next page begins, or null.</param>
internal readonly record struct QueryResult(IReadOnlyList<BackendHit> Hits, long Total, string? NextCursor);
