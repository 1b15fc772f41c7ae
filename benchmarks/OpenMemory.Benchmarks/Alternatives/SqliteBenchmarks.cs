using BenchmarkDotNet.Attributes;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Benchmarks;

/// <summary>
/// One thousand records kept durably in one transaction, and read one by one: in the SQLite store, and as rows of a table of one's own. The
/// store validates, addresses, and indexes what it is asked by; the table is what somebody writes by hand.
/// </summary>
[MemoryDiagnoser]
public class SqliteBenchmarks
{
    private const int Count = 1000;

    private readonly CaseRecord[] _records = CaseRecord.Many(Count);
    private readonly ContentAddress[] _addresses = new ContentAddress[Count];
    private string _folder = "";
    private SqliteGrainStore _store = null!;

    /// <summary>The rows.</summary>
    internal CaseTable Table { get; set; } = null!;

    /// <summary>Keeps the records on both sides, and proves that both give every field back; the next writes go to files of their own.</summary>
    [GlobalSetup]
    public void Setup()
    {
        OpenFiles();
        WriteStore();
        WriteTable();
        Prove();
    }

    /// <summary>Both sides give every field back.</summary>
    internal void Prove()
    {
        for (int i = 0; i < Count; i++)
        {
            Proof.That(ReadStore(i) == _records[i]);
            Proof.That(Table.Read(i + 1) == _records[i]);
        }
    }

    /// <summary>Empty files for what is written; what is read finds its records.</summary>
    [IterationSetup(Targets = [nameof(WriteStore), nameof(WriteTable)])]
    public void OpenFiles()
    {
        Cleanup();
        _folder = Directory.CreateTempSubdirectory("openmemory-").FullName;
        _store = SqliteGrainStore.Open(Path.Combine(_folder, "store.db"), null, new() { IndexText = false });
        Table = new(Path.Combine(_folder, "table.db"));
    }

    /// <summary>Removes the files.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        if (_folder.Length == 0) return;
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Table.Dispose();
        Directory.Delete(_folder, recursive: true);
        _folder = "";
    }

    /// <summary>Encoded, validated, addressed, indexed.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "SQLite store: encode + PutBatch")]
    public void WriteStore()
    {
        ReadOnlyMemory<byte>[] grains = new ReadOnlyMemory<byte>[Count];
        for (int i = 0; i < Count; i++)
        {
            GrainBlob grain = _records[i].ToGrain();
            (grains[i], _addresses[i]) = (grain.Memory, grain.Address);
        }
        IReadOnlyList<WriteResult> results = _store.PutBatchAsync(grains).AsTask().GetAwaiter().GetResult();
        Proof.That(results.Count == Count && results.All(static result => result.IsSuccess));
    }

    /// <summary>Inserted.</summary>
    [Benchmark(OperationsPerInvoke = Count, Description = "rows of one's own: INSERT")]
    public void WriteTable() => Table.Insert(_records);

    /// <summary>Hashed, validated, every field read.</summary>
    /// <returns>How many came back.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "SQLite store: get + read")]
    public int ReadStore()
    {
        int read = 0;
        for (int i = 0; i < Count; i++) read += ReadStore(i).CreatedAt > 0 ? 1 : 0;
        return read;
    }

    /// <summary>Every field read.</summary>
    /// <returns>How many came back.</returns>
    [Benchmark(OperationsPerInvoke = Count, Description = "rows of one's own: SELECT")]
    public int ReadTable()
    {
        int read = 0;
        for (int i = 0; i < Count; i++) read += Table.Read(i + 1).CreatedAt > 0 ? 1 : 0;
        return read;
    }

    private CaseRecord ReadStore(int i)
    {
        StoredGrain? grain = _store.GetAsync(_addresses[i]).AsTask().GetAwaiter().GetResult();
        return CaseRecord.FromGrain(grain!.Blob.Span);
    }
}
