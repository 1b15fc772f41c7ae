namespace OpenMemory.Store.Sqlite;

/// <summary>
/// The tables of a store's file. Texts and addresses are kept as bytes, so that SQLite compares them bytewise and cuts none at a zero.
/// </summary>
internal static class StoreSchema
{
    /// <summary>What marks a file as a store: "OMS1".</summary>
    internal const int ApplicationId = 0x4f4d5331;

    /// <summary>The version of the tables that this library writes.</summary>
    internal const int Version = 1;

    /// <summary>The version of what is derived from grains: terms, postings, words. A file with another one is indexed anew when it is opened for writing.</summary>
    /// <remarks>What a letter is comes from the runtime, and words that were indexed by one must not be removed by another.</remarks>
    internal static long IndexVersion { get; } = (1000L * Environment.Version.Major) + 2;

    /// <summary>The tables of version 1.</summary>
    internal const string Tables =
        """
        CREATE TABLE store (            -- one row: what each commit changes, and what the file is
          id INTEGER PRIMARY KEY CHECK (id = 1),
          commits INTEGER NOT NULL,     -- ascends with each commit of a writer
          grains INTEGER NOT NULL, grain_bytes INTEGER NOT NULL, deleted INTEGER NOT NULL, contents INTEGER NOT NULL,
          last_grain INTEGER NOT NULL, last_term INTEGER NOT NULL, last_change INTEGER NOT NULL,
          vector_length INTEGER NOT NULL, -- 0 where there are none
          residue INTEGER NOT NULL,     -- 1 where removed grains may have left words behind
          text_index INTEGER NOT NULL,  -- 1 where words are indexed
          index_version INTEGER NOT NULL
        );
        CREATE TABLE grains (
          id INTEGER PRIMARY KEY,       -- in the order of arrival; never used again
          address BLOB NOT NULL,
          shelf INTEGER NOT NULL,       -- what became of it, and its tier
          kind INTEGER NOT NULL,        -- the type, and what is special about it
          guard INTEGER NOT NULL,
          created_at INTEGER NOT NULL, accepted_at INTEGER NOT NULL,
          entry BLOB,                   -- NULL for the default one
          words BLOB,                   -- text that stands in the word index though the blob does not say it; NULL where the blob does
          delivered BLOB NOT NULL       -- the grain, in its envelope where it has one
        );
        CREATE UNIQUE INDEX grains_by_address ON grains (address);
        CREATE TABLE accesses (id INTEGER PRIMARY KEY, count INTEGER NOT NULL, last INTEGER); -- of grains that were accessed
        CREATE TABLE deleted (id INTEGER PRIMARY KEY, address BLOB NOT NULL);
        CREATE UNIQUE INDEX deleted_by_address ON deleted (address);
        CREATE TABLE terms (field INTEGER NOT NULL, text BLOB NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (field, text)) WITHOUT ROWID;
        CREATE TABLE postings (
          term INTEGER NOT NULL, shelf INTEGER NOT NULL, created_at INTEGER NOT NULL, id INTEGER NOT NULL, kind INTEGER NOT NULL,
          PRIMARY KEY (term, shelf, created_at, id)
        ) WITHOUT ROWID;
        CREATE TABLE vectors (id INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, vector BLOB NOT NULL); -- little-endian float32
        CREATE TABLE changes (sequence INTEGER PRIMARY KEY, id INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL, entry BLOB);
        CREATE INDEX changes_with_entries ON changes (id) WHERE entry IS NOT NULL;
        CREATE TABLE audit (
          number INTEGER PRIMARY KEY, act INTEGER NOT NULL, at INTEGER NOT NULL, grain BLOB, other BLOB, record BLOB, actor BLOB, detail BLOB,
          previous BLOB NOT NULL
        );
        CREATE TABLE operations (
          operation BLOB NOT NULL PRIMARY KEY, outcome INTEGER NOT NULL, address BLOB NOT NULL, head BLOB, needs_review INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE metadata (key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE contents (id INTEGER PRIMARY KEY, uri BLOB NOT NULL, bytes BLOB NOT NULL);
        CREATE UNIQUE INDEX contents_by_uri ON contents (uri);
        """;

    /// <summary>
    /// The word index, contentless: FTS5 over words that <see cref="WordReader"/> read and folded, one table for the current grains and one
    /// for the past ones; hot grains alone. The ascii tokenizer takes those words apart at the spaces between them and nowhere else.
    /// </summary>
    internal const string WordTables =
        """
        CREATE VIRTUAL TABLE words_current USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
        CREATE VIRTUAL TABLE words_past USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
        INSERT INTO words_current (words_current, rank) VALUES ('secure-delete', 1); -- else merging may keep removed words for good
        INSERT INTO words_past (words_past, rank) VALUES ('secure-delete', 1);
        """;
}
