using System.Diagnostics;
using System.Globalization;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;
using SQLitePCL;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>The steps of the run over a SQLite file. What is compared takes turns, act by act.</summary>
internal sealed class SqliteSteps(string folder, int count, TextWriter output)
{
    private const int Reads = 50_000, Questions = 2_000, Searches = 300, Chains = 20_000;

    private readonly ContentAddress[] _addresses = new ContentAddress[count];

    private string StorePath => Path.Combine(folder, "store.db");

    /// <summary>Durable puts, one transaction each: with the word index, without it, and a plain row.</summary>
    internal async Task PutAsync(int puts)
    {
        output.WriteLine(Latencies.Head);
        await using SqliteGrainStore store = SqliteGrainStore.Open(Path.Combine(folder, "words.db"));
        await using SqliteGrainStore without = SqliteGrainStore.Open(Path.Combine(folder, "no-words.db"), null, new() { IndexText = false });
        using PlainSqlite plain = new(Path.Combine(folder, "plain.db"));
        plain.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE grains (id INTEGER PRIMARY KEY, address BLOB UNIQUE, delivered BLOB)");
        sqlite3_stmt insert = plain.Prepare("INSERT INTO grains (address, delivered) VALUES (?1, ?2)");
        Latencies words = new("PutAsync, durable, words indexed"), bare = new("PutAsync, durable, no word index"), row = new("plain INSERT, durable");
        for (int i = 0; i < puts; i++)
        {
            GrainBlob blob = StoreGrains.Blob(i);
            long start = Stopwatch.GetTimestamp();
            (await store.PutAsync(blob.Memory)).Require();
            words.Add(start);
            start = Stopwatch.GetTimestamp();
            (await without.PutAsync(blob.Memory)).Require();
            bare.Add(start);
            start = Stopwatch.GetTimestamp();
            PlainSqlite.Bind(insert, 1, blob.Address);
            raw.sqlite3_bind_blob(insert, 2, blob.Span);
            plain.Check(raw.sqlite3_step(insert));
            raw.sqlite3_reset(insert);
            row.Add(start);
        }
        foreach (Latencies all in (Latencies[])[words, bare, row]) output.WriteLine(all.ToRow());
    }

    /// <summary>A file of all grains goes into the store.</summary>
    internal async Task ImportAsync()
    {
        string path = Path.Combine(folder, "grains.mg");
        long bytes = 0;
        using (MgFileWriter writer = MgFileWriter.Create(path))
        {
            for (int i = 0; i < count; i++)
            {
                GrainBlob blob = StoreGrains.Blob(i);
                (_addresses[i], bytes) = (blob.Address, bytes + blob.Length);
                writer.Add(blob);
            }
            writer.Complete();
        }
        using MgFileReader file = MgFileReader.Open(path);
        long start = Stopwatch.GetTimestamp();
        await using SqliteGrainStore store = SqliteGrainStore.Open(StorePath);
        ImportReport report = await StoreImport.ImportAsync(store, file);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (report.Added != count) throw new InvalidOperationException($"{report.Added} of {count} were taken in");
        await store.DisposeAsync();
        long size = new FileInfo(StorePath).Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nImport of {count:N0} grains: {time.TotalSeconds:N1} s, **{count / time.TotalSeconds:N0} grains/s**; file {size / 1e6:N0} MB, **{(double)size / count:N0} B/grain** of which {(double)bytes / count:N0} are the grain\n"));
    }

    /// <summary>Reads at random, each beside the same by hand.</summary>
    internal async Task ReadAsync()
    {
        await using SqliteGrainStore store = SqliteGrainStore.Open(StorePath);
        PlainSqlite plain = new(StorePath);
        Random random = new(1);
        output.WriteLine(Latencies.Head);
        await GetAsync(store, plain, random);
        await HeadAsync(store, plain, random);
        await QueryAsync(store, plain, random);
        await SearchAsync(store, plain, "a number of one case and a common word", i => $"{random.Next(count)} refunded");
        await SearchAsync(store, plain, "two common words", i => "router telephone");
        await SearchAsync(store, plain, "one word of every Event", i => "customer");
        plain.Dispose();
        await DeleteAsync(store);
    }

    private async Task GetAsync(SqliteGrainStore store, PlainSqlite plain, Random random)
    {
        sqlite3_stmt select = plain.Prepare("SELECT delivered FROM grains WHERE address = ?1");
        Latencies ours = new("GetAsync by address"), theirs = new("plain SELECT by address");
        for (int i = 0; i < Reads; i++)
        {
            // Two addresses, so that neither finds the pages of the other in the system's cache, and each goes first as often.
            for (int turn = 0; turn < 2; turn++)
            {
                ContentAddress address = _addresses[random.Next(count)];
                if ((turn == 0) == ((i & 1) == 0))
                {
                    long start = Stopwatch.GetTimestamp();
                    StoredGrain? found = await store.GetAsync(address);
                    ours.Add(start);
                    if (found is null) throw new InvalidOperationException("A grain was lost");
                }
                else
                {
                    long start = Stopwatch.GetTimestamp();
                    PlainSqlite.Bind(select, 1, address);
                    PlainSqlite.Read(select);
                    theirs.Add(start);
                }
            }
        }
        Compare(ours, theirs);
    }

    private async Task HeadAsync(SqliteGrainStore store, PlainSqlite plain, Random random)
    {
        int chains = Math.Min(Chains, count / 10);
        for (int i = 0; i < chains; i++)
        {
            Fact old = (Fact)(await store.GetAsync(_addresses[4 * i]))!.ToGrain();
            await store.ReplaceAsync(_addresses[4 * i], old with { Object = $"corrected {i}", DerivedFrom = [_addresses[4 * i].ToString()] });
        }
        sqlite3_stmt select = plain.Prepare("SELECT entry FROM grains WHERE address = ?1");
        Latencies ours = new("GetHeadAsync, chains of two"), theirs = new("two plain SELECTs of an entry");
        for (int i = 0; i < Reads; i++)
        {
            ContentAddress address = _addresses[4 * random.Next(chains)];
            long start = Stopwatch.GetTimestamp();
            ContentAddress? head = await store.GetHeadAsync(address);
            ours.Add(start);
            if (head is null || head == address) throw new InvalidOperationException("A head was lost");
            address = _addresses[4 * random.Next(chains)];
            start = Stopwatch.GetTimestamp();
            PlainSqlite.Bind(select, 1, address);
            PlainSqlite.Read(select);
            PlainSqlite.Bind(select, 1, head.Value);
            PlainSqlite.Read(select);
            theirs.Add(start);
        }
        Compare(ours, theirs);
    }

    private async Task QueryAsync(SqliteGrainStore store, PlainSqlite plain, Random random)
    {
        const string BySession =
            """
            SELECT g.delivered FROM terms t JOIN postings p ON p.term = t.id JOIN grains g ON g.id = p.id
            WHERE t.field = 21 AND t.text = ?1 AND p.shelf = 0 ORDER BY p.created_at DESC LIMIT 50
            """;
        sqlite3_stmt select = plain.Prepare(BySession);
        Latencies ours = new("QueryAsync, one session of ten grains"), theirs = new("plain SELECT of the same");
        for (int i = 0; i < Questions; i++)
        {
            string session = $"session-{random.Next(Math.Max(1, count / 10))}";
            long start = Stopwatch.GetTimestamp();
            await store.QueryAsync(new() { SessionId = session });
            ours.Add(start);
            session = $"session-{random.Next(Math.Max(1, count / 10))}";
            start = Stopwatch.GetTimestamp();
            PlainSqlite.Bind(select, 1, session);
            PlainSqlite.Read(select);
            theirs.Add(start);
        }
        Compare(ours, theirs);
        Latencies triple = new("QueryAsync, subject and relation"), newest = new("QueryAsync, the newest 50 of a quarter of all, counted");
        for (int i = 0; i < Questions; i++)
        {
            string customer = $"customer-{random.Next(200_000)}";
            long start = Stopwatch.GetTimestamp();
            await store.QueryAsync(new() { Subject = customer, Relation = "prefers" });
            triple.Add(start);
        }
        for (int i = 0; i < 20; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await store.QueryAsync(new() { Namespaces = ["sales"] });
            newest.Add(start);
        }
        output.WriteLine(triple.ToRow());
        output.WriteLine(newest.ToRow());
    }

    private async Task SearchAsync(SqliteGrainStore store, PlainSqlite plain, string what, Func<int, string> text)
    {
        sqlite3_stmt select = plain.Prepare(
            "SELECT delivered FROM grains WHERE id IN (SELECT rowid FROM words_current WHERE words_current MATCH ?1 ORDER BY rowid DESC LIMIT 10)");
        Latencies ours = new($"SearchAsync, {what}"), theirs = new("plain FTS5, the last ten to arrive, unranked");
        for (int i = 0; i < Searches; i++)
        {
            string words = text(i);
            long start = Stopwatch.GetTimestamp();
            await store.SearchAsync(new() { Text = words, Filter = new() { Limit = 10 } });
            ours.Add(start);
            words = text(i);
            start = Stopwatch.GetTimestamp();
            raw.sqlite3_bind_text(select, 1, words.Replace(" ", " OR ", StringComparison.Ordinal));
            PlainSqlite.Read(select);
            theirs.Add(start);
        }
        Compare(ours, theirs);
    }

    private async Task DeleteAsync(SqliteGrainStore store)
    {
        Latencies deleted = new("DeleteAsync of one grain, overwritten everywhere"), erased = new("EraseSubjectAsync, five grains");
        for (int i = 0; i < 3; i++)
        {
            long start = Stopwatch.GetTimestamp();
            (await store.DeleteAsync(_addresses[(4 * i) + 3])).Require();
            deleted.Add(start);
            start = Stopwatch.GetTimestamp();
            SubjectErasure erasure = await store.EraseSubjectAsync($"user-{i}");
            erased.Add(start);
            if (!erasure.IsComplete) throw new InvalidOperationException("An erasure left something");
        }
        output.WriteLine(deleted.ToRow());
        output.WriteLine(erased.ToRow());
    }

    private void Compare(Latencies ours, Latencies theirs)
    {
        string ratio = string.Create(CultureInfo.InvariantCulture, $"**{ours.P50 / theirs.P50:N2}** times plain at p50");
        output.WriteLine(ours.ToRow(ratio));
        output.WriteLine(theirs.ToRow());
    }
}
