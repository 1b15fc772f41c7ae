namespace OpenMemory.Store;

/// <summary>A search by relevance: by text, by a vector of the caller's, or by both, among the grains that a query matches (§28.4).</summary>
/// <remarks>
/// A store that has many grains looks at those that promise most, of words the rarest and the newest grains; <see cref="GrainPage.Total"/>
/// counts these.
/// </remarks>
public sealed record GrainSearch
{
    /// <summary>The words to look for; null for none. At most 1024 characters count.</summary>
    public string? Text { get; init; }

    /// <summary>A vector to compare with those set by <see cref="IGrainStore.SetVectorAsync"/>, by cosine; empty for none.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>
    /// Which grains are searched, and how many results there are at most; <see cref="GrainQuery.Order"/> and <see cref="GrainQuery.Cursor"/>
    /// do not count.
    /// </summary>
    public GrainQuery Filter { get; init; } = new();
}
