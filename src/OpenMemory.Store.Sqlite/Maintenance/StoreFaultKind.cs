namespace OpenMemory.Store.Sqlite;

/// <summary>What part of a store a <see cref="StoreFault"/> is about.</summary>
public enum StoreFaultKind
{
    /// <summary>SQLite cannot follow its own pages, or a row is not what its table holds. Nothing behind it was looked at.</summary>
    File,

    /// <summary>A number that the store keeps is not what is there.</summary>
    Count,

    /// <summary>A grain: its address, its bytes, or where it stands.</summary>
    Grain,

    /// <summary>An index entry, or a chain of supersessions.</summary>
    Entry,

    /// <summary>Terms and postings, by which queries find grains.</summary>
    Index,

    /// <summary>Words, by which searches find grains.</summary>
    Words,

    /// <summary>The change feed.</summary>
    Feed,

    /// <summary>The audit chain.</summary>
    Audit,

    /// <summary>An attachment.</summary>
    Content,

    /// <summary>A vector.</summary>
    Vector,

    /// <summary>Another row: of access counters, of operations that callers named, of metadata, of deleted addresses.</summary>
    Row,
}
