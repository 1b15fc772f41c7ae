namespace OpenMemory.Store.Sqlite;

/// <summary>The shelves of hot grains that a search looks at.</summary>
/// <param name="HasCurrent">Whether current grains are asked for.</param>
/// <param name="HasPast">Whether past ones are.</param>
internal readonly record struct ShelfRange(bool HasCurrent, bool HasPast)
{
    internal int First => HasCurrent ? Shelf.Of(isCurrent: true, StorageTier.Hot) : Shelf.Of(isCurrent: false, StorageTier.Hot);

    internal int Last => HasPast ? Shelf.Of(isCurrent: false, StorageTier.Hot) : Shelf.Of(isCurrent: true, StorageTier.Hot);

    internal static ShelfRange Of(GrainMatcher matcher) => new(matcher.MatchesStatus(isCurrent: true), matcher.MatchesStatus(isCurrent: false));
}
