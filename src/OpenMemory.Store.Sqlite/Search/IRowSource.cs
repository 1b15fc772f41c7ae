namespace OpenMemory.Store.Sqlite;

/// <summary>The rows that a search looks at, in the state of its scope.</summary>
internal interface IRowSource
{
    /// <summary>The connection of the scope.</summary>
    Connection Connection { get; }

    /// <summary>Reads a row with its shelf.</summary>
    bool TryRead(long id, out GrainRow row, out int shelf);

    /// <summary>Whether a grain is here.</summary>
    bool Contains(ContentAddress address);

    /// <summary>How many rows the best index has for a query, counted no further than asked for.</summary>
    long Estimate(GrainMatcher matcher, int atMost);

    /// <summary>Every row that may match a query, each once, by that index; the caller asks the matcher about each.</summary>
    IEnumerable<long> Candidates(GrainMatcher matcher);
}
