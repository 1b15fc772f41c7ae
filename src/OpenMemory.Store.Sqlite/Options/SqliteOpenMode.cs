namespace OpenMemory.Store.Sqlite;

/// <summary>What opening a store may do.</summary>
public enum SqliteOpenMode
{
    /// <summary>Opens the file, or makes an empty store where there is none.</summary>
    OpenOrCreate,

    /// <summary>Opens a file that must be there.</summary>
    Open,

    /// <summary>Makes a store where no file may be yet.</summary>
    Create,

    /// <summary>Opens a file that must be there and writes nothing, access counters included; writes are refused.</summary>
    ReadOnly,
}
