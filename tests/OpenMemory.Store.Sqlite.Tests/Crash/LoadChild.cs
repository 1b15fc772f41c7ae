using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>
/// Works on a store with several threads until it is killed, and says what is done when the call has returned; of what removes, and of what
/// is many grains at once, also what it is about to do.
/// </summary>
internal sealed class LoadChild
{
    private const int Threads = 4;

    private readonly SqliteGrainStore _store;
    private readonly Random _random;
    private readonly string _name;
    private readonly Queue<ContentAddress> _removable = new();
    private readonly string _key;
    private int _count;
    private long _version;

    private LoadChild(SqliteGrainStore store, int seed, int thread)
    {
        _store = store;
        _random = new((Threads * seed) + thread);
        _name = $"{seed}-{thread}";
        _key = $"load:{thread}";
    }

    internal static async Task<int> RunAsync(string path, int seed)
    {
        StoreChild.Say("open");
        await using SqliteGrainStore store = SqliteGrainStore.Open(path);
        StoreChild.Say("opened");
        for (int chain = 0; chain < Grown.Chains; chain++)
        {
            (await store.PutAsync(Grown.Root(chain).Memory)).Require();
            StoreChild.Say($"put {Grown.Root(chain).Address}");
        }
        Task[] threads = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() => new LoadChild(store, seed, thread).Work(), TaskCreationOptions.LongRunning))];
        await await Task.WhenAny(threads); // one that fails ends the process, and the parent sees that it was not killed
        return 1;
    }

    private void Work()
    {
        _version = _store.Metadata.GetAsync(_key).AsTask().Result is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : 0;
        Action[] acts = [PutGrain, PutGrain, PutWithId, PutBatch, Supersede, Supersede, Supersede, Contradict, Delete, Delete, ErasePerson, ErasePerson, SetMetadata, PutContent, SetVector, Receive, Read];
        while (true) acts[_random.Next(acts.Length)]();
    }

    private void PutGrain() => Put(New(Grown.Kept));

    private void PutWithId()
    {
        GrainBlob grain = New(Grown.Kept);
        string id = $"op-{_name}-{_count}";
        Require(_store.PutAsync(grain.Memory, new() { OperationId = id }));
        StoreChild.Say($"operation {grain.Address} {id}");
    }

    private void PutBatch()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, _random.Next(2, 12)).Select(_ => New(Grown.Batch))];
        StoreChild.Say($"adding {List(grains)}");
        foreach (WriteResult result in _store.PutBatchAsync([.. grains.Select(static grain => grain.Memory)]).AsTask().Result) result.Require();
        StoreChild.Say($"added {List(grains)}");
    }

    private void Receive()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, _random.Next(2, 12)).Select(_ => New(Grown.Received))];
        using MemoryStream stream = FramesOf(grains).Result;
        StoreChild.Say($"adding {List(grains)}");
        ImportReport report = StoreImport.ImportAsync(_store, stream).Result;
        if (!report.IsComplete || report.Added != grains.Length) throw new InvalidOperationException($"{report}");
        StoreChild.Say($"added {List(grains)}");
    }

    private void Supersede()
    {
        ContentAddress head = _store.GetHeadAsync(Grown.Root(_random.Next(Grown.Chains)).Address).AsTask().Result!.Value;
        GrainBlob next = Grown.Fact(Grown.Chain, Text(), old: head.ToString());
        WriteResult result = _store.SupersedeAsync(head, next.Memory, new() { ExpectedHead = _random.Next(2) == 0 ? head : null }).AsTask().Result;
        if (result.Outcome == WriteOutcome.Conflict) return; // another thread was faster
        result.Require();
        StoreChild.Say($"superseded {head} {next.Address}");
    }

    private void Contradict()
    {
        ContentAddress address = Put(New(Grown.Claim));
        Require(_store.ContradictAsync(address));
        StoreChild.Say($"contradicted {address}");
    }

    private void Delete()
    {
        _removable.Enqueue(Put(New(Grown.Temporary)));
        if (_removable.Count < 2) return;
        ContentAddress address = _removable.Dequeue();
        StoreChild.Say($"removing {address}");
        Require(_store.DeleteAsync(address));
        StoreChild.Say($"removed {address}");
    }

    private void ErasePerson()
    {
        string person = $"person-{_name}-{_count}";
        CasUri attachment = _store.Content.PutAsync(Content()).AsTask().Result;
        GrainBlob[] grains = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(i => Grown.Fact(Grown.Person, Text(), person, attachment: i == 0 ? attachment : null))];
        foreach (GrainBlob grain in grains) Put(grain);
        StoreChild.Say($"removing {List(grains)} {attachment}");
        SubjectErasure erasure = _store.EraseSubjectAsync(person).AsTask().Result;
        if (erasure.Erased.Count != grains.Length || erasure.ContentsReclaimed != 1) throw new InvalidOperationException($"{erasure}");
        StoreChild.Say($"removed {List(grains)} {attachment}");
    }

    private void SetMetadata()
    {
        _store.Metadata.PutAsync(_key, (_version + 1).ToString(CultureInfo.InvariantCulture)).AsTask().Wait();
        StoreChild.Say($"metadata {_key} {++_version}");
    }

    private void PutContent() => StoreChild.Say($"content {_store.Content.PutAsync(Content()).AsTask().Result}");

    private void SetVector()
    {
        ContentAddress address = Put(New(Grown.Kept));
        _store.SetVectorAsync(address, new float[] { _count, 1, 2 }).AsTask().Wait();
        StoreChild.Say($"vector {address}");
    }

    /// <summary>Reads count accesses, which are written too.</summary>
    private void Read()
    {
        _store.QueryAsync(new() { Subject = "the load", Limit = 20 }).AsTask().Wait();
        _store.SearchAsync(new() { Text = "words of the load", Filter = new() { Limit = 5 } }).AsTask().Wait();
    }

    private ContentAddress Put(GrainBlob grain)
    {
        Require(_store.PutAsync(grain.Memory));
        StoreChild.Say($"put {grain.Address}");
        return grain.Address;
    }

    private GrainBlob New(string relation) => Grown.Fact(relation, Text());

    private string Text() => $"words of {_name} number {_count++} {new string('x', _random.Next(8) == 0 ? _random.Next(20_000) : 20)}";

    private byte[] Content()
    {
        byte[] content = new byte[_random.Next(1, 9_000)];
        _random.NextBytes(content);
        return content;
    }

    private static async Task<MemoryStream> FramesOf(GrainBlob[] grains)
    {
        MemoryStream stream = new();
        await using (GrainStreamWriter writer = new(stream, leaveOpen: true))
        {
            foreach (GrainBlob grain in grains) await writer.WriteAsync(grain);
            await writer.CompleteAsync();
        }
        stream.Position = 0;
        return stream;
    }

    private static void Require(ValueTask<WriteResult> write) => write.AsTask().Result.Require();

    private static string List(GrainBlob[] grains) => string.Join(' ', grains.Select(static grain => grain.Address));
}
