using OpenMemory.Benchmarks.Scale;
using SQLitePCL;

namespace OpenMemory.Benchmarks;

/// <summary>The records as rows of a table of one's own, with two indexes: what an application without OpenMemory would write.</summary>
internal sealed class CaseTable : IDisposable
{
    private readonly PlainSqlite _file;
    private readonly sqlite3_stmt _insert, _select;

    internal CaseTable(string path)
    {
        _file = new(path);
        _file.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        _file.Execute(
            """
            CREATE TABLE cases (id INTEGER PRIMARY KEY, subject TEXT, relation TEXT, object TEXT, confidence REAL, source_type TEXT,
              created_at INTEGER, namespace TEXT, user_id TEXT, author TEXT);
            CREATE INDEX by_subject ON cases (subject, relation);
            CREATE INDEX by_namespace ON cases (namespace, created_at)
            """);
        _insert = _file.Prepare(
            "INSERT INTO cases (subject, relation, object, confidence, source_type, created_at, namespace, user_id, author) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _select = _file.Prepare("SELECT subject, relation, object, confidence, source_type, created_at, namespace, user_id, author FROM cases WHERE id = ?1");
    }

    /// <summary>Inserts all in one transaction; their numbers begin at 1.</summary>
    internal void Insert(ReadOnlySpan<CaseRecord> records)
    {
        _file.Execute("BEGIN IMMEDIATE");
        foreach (CaseRecord record in records)
        {
            raw.sqlite3_bind_text(_insert, 1, record.Subject);
            raw.sqlite3_bind_text(_insert, 2, record.Relation);
            raw.sqlite3_bind_text(_insert, 3, record.Object);
            raw.sqlite3_bind_double(_insert, 4, record.Confidence);
            raw.sqlite3_bind_text(_insert, 5, record.SourceType);
            raw.sqlite3_bind_int64(_insert, 6, record.CreatedAt);
            raw.sqlite3_bind_text(_insert, 7, record.Namespace);
            raw.sqlite3_bind_text(_insert, 8, record.UserId);
            raw.sqlite3_bind_text(_insert, 9, record.AuthorDid);
            _file.Check(raw.sqlite3_step(_insert));
            raw.sqlite3_reset(_insert);
        }
        _file.Execute("COMMIT");
    }

    /// <summary>The record of a number.</summary>
    internal CaseRecord Read(int id)
    {
        raw.sqlite3_bind_int64(_select, 1, id);
        _file.Check(raw.sqlite3_step(_select));
        CaseRecord record = new(
            Text(0), Text(1), Text(2), raw.sqlite3_column_double(_select, 3), Text(4), raw.sqlite3_column_int64(_select, 5), Text(6), Text(7), Text(8));
        raw.sqlite3_reset(_select);
        return record;
    }

    public void Dispose() => _file.Dispose();

    private string Text(int column) => raw.sqlite3_column_text(_select, column).utf8_to_string();
}
