namespace OpenMemory.Store.Sqlite;

/// <summary>What removed grains may have left behind in the file.</summary>
internal enum Residue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Pages in the write-ahead log.</summary>
    Log,

    /// <summary>Words in segments of the word index, and pages in the log.</summary>
    Words,
}
