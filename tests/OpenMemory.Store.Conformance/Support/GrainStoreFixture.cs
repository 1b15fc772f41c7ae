using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>
/// What all fixtures of the suite begin with: an empty store over a clock that the tests move. A store's own tests derive one class from
/// each abstract fixture, and override nothing but <see cref="CreateStore"/>.
/// </summary>
[TestFixture]
public abstract class GrainStoreFixture
{
    private readonly List<IGrainStore> _stores = [];
    private int _current = -1;

    /// <summary>The clock of the stores.</summary>
    protected ManualClock Clock { get; private set; } = new();

    /// <summary>The store under test: made at its first use, empty.</summary>
    protected IGrainStore Store
    {
        get
        {
            lock (_stores) // a test may use it first from many threads
            {
                if (_current < 0) UseStore(new());
                return _stores[_current];
            }
        }
    }

    /// <summary>Begins a test without a store and with the clock at its beginning.</summary>
    [SetUp]
    public void BeginWithoutStore() => (Clock, _current) = (new(), -1);

    /// <summary>Disposes of the test's stores.</summary>
    /// <returns>Nothing.</returns>
    [TearDown]
    public async Task DisposeOfStores()
    {
        foreach (IGrainStore store in _stores) await store.DisposeAsync();
        _stores.Clear();
    }

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">How it is to work.</param>
    /// <returns>The store, which the suite disposes of.</returns>
    protected abstract IGrainStore CreateStore(GrainStoreOptions options);

    /// <summary>Makes an empty store over the test's clock.</summary>
    /// <param name="options">How it is to work, the clock aside.</param>
    /// <returns>The store.</returns>
    protected IGrainStore NewStore(GrainStoreOptions? options = null)
    {
        IGrainStore store = CreateStore((options ?? new()) with { Clock = Clock });
        _stores.Add(store);
        return store;
    }

    /// <summary>Uses a store with other options as the one under test.</summary>
    /// <param name="options">How it is to work, the clock aside.</param>
    protected void UseStore(GrainStoreOptions options)
    {
        NewStore(options);
        _current = _stores.Count - 1;
    }

    private protected async Task<ContentAddress> Put(Grain grain)
    {
        WriteResult result = await TryPut(grain);
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done), result.Fault.ToString());
        return result.Address;
    }

    private protected async Task<ContentAddress> Put(GrainBlob grain, string? userId = null)
    {
        WriteResult result = await Store.PutAsync(grain.Delivered, new() { UserId = userId });
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done), result.Fault.ToString());
        return result.Address;
    }

    private protected Task<WriteResult> TryPut(Grain grain) => Store.PutAsync(grain.ToBlob().Memory).AsTask();

    private protected async Task<WriteResult> Receive(ReadOnlyMemory<byte> delivered) =>
        (await Store.ReceiveAsync([new(delivered, new() { Mode = ReadingMode.Compatible })])).Single();

    private protected Task<WriteResult> TrySupersede(ContentAddress old, Grain successor, string? justification = null) =>
        Store.SupersedeAsync(old, successor.ToBlob().Memory, new() { Justification = justification }).AsTask();

    private protected async Task<ContentAddress> Supersede(ContentAddress old, Grain successor)
    {
        WriteResult result = await TrySupersede(old, successor);
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done), result.Fault.ToString());
        return result.Address;
    }

    /// <summary>A grain's entry, without counting as an access.</summary>
    private protected async Task<IndexEntry> EntryOf(ContentAddress address)
    {
        SupersessionChain? chain = await Store.GetHistoryAsync(address);
        return chain?.Find(address)?.Entry ?? throw new AssertionException($"{address} is not in its own history");
    }

    private protected async Task<ContentAddress[]> Find(GrainQuery query) => [.. (await Store.QueryAsync(query)).Results.Select(static hit => hit.Address)];

    private protected async Task<List<AuditEntry>> Audit() => await Store.ReadAuditAsync().ToListAsync();

    private protected async Task<List<GrainChange>> Changes(long after = 0) => await Store.ReadChangesAsync(after).ToListAsync();

    private protected static void IsRefused(in WriteResult result, OmsErrorCode code, string? rule = null)
    {
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(result.Fault.Code, Is.EqualTo(code), result.Fault.ToString());
        if (rule is not null) Assert.That(result.Fault.Rule, Is.EqualTo(rule), result.Fault.ToString());
    }

    private protected static void IsDone(in WriteResult result) => Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done), result.Fault.ToString());
}
