namespace OpenMemory.Store.Sqlite;

/// <summary>Tells whether a grain that an index found matches the filter of a search, out of its row alone where that is enough.</summary>
internal sealed class SearchJudge(IRowSource rows, GrainMatcher matcher)
{
    private readonly bool _looksInside = matcher.Fields.Count > 0 || matcher.NeedsEntry || matcher.Query.AsOf is not null;

    /// <summary>Whether the shelf of a grain says all that the filter asks.</summary>
    internal bool AsksStatusAlone { get; } = matcher.Fields.Count == 0 && !matcher.NeedsEntry
        && matcher.Query is { AsOf: null, Types: null, From: null, To: null };

    /// <summary>Asks about a grain on a shelf that is asked for.</summary>
    internal bool Matches(long id, out QueryKey key)
    {
        using (Statement statement = rows.Connection.Use("SELECT kind, created_at, address FROM grains WHERE id = ?1"))
        {
            statement.Bind(1, id);
            if (!statement.Step())
            {
                key = default;
                return false;
            }
            long kind = statement.Int64(0);
            key = new(statement.Int64(1), statement.Address(2));
            if (!matcher.MatchesType(RowKind.TypeOf(kind)) || !matcher.MatchesTime((kind & RowKind.Timeless) == 0, key.Time)) return false;
            if (!_looksInside && (kind & RowKind.Disclosed) == 0) return true;
        }
        return LooksAs(id, out _, out _);
    }

    /// <summary>Asks about a grain on any shelf, and reads it.</summary>
    internal bool LooksAs(long id, out GrainRow row, out QueryKey key)
    {
        key = default;
        if (!rows.TryRead(id, out row, out int shelf) || Shelf.TierOf(shelf) != StorageTier.Hot) return false;
        GrainView grain = row.Blob.View();
        SetGrain.TryGetTime(grain, out long time);
        key = new(time, row.Blob.Address);
        return matcher.Matches(grain, row.Entry);
    }
}
