using System.Globalization;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Compares a store with what was confirmed, and with itself.</summary>
internal sealed class StoreJudge(SqliteGrainStore store, LoadLedger ledger)
{
    private readonly Dictionary<ContentAddress, StoredGrain> _grains = [];

    internal async Task JudgeAsync(bool deep)
    {
        await foreach (StoredGrain grain in store.ReadAllAsync()) _grains.Add(grain.Address, grain);
        ledger.Settle(IsHere);
        foreach (ContentAddress address in ledger.Here) Expect(_grains.ContainsKey(address), $"{address} was confirmed and is not here");
        foreach (ContentAddress address in ledger.Gone) Expect(!_grains.ContainsKey(address), $"{address} was removed and is here");
        foreach ((ContentAddress old, ContentAddress successor) in ledger.Superseded)
            Expect(_grains.GetValueOrDefault(old)?.Entry.State.SupersededBy == successor, $"{old} was superseded, and its entry says otherwise");
        foreach (ContentAddress address in ledger.Contradicted)
            Expect(_grains.GetValueOrDefault(address)?.Entry is { IsContradicted: true, IsCurrent: false }, $"{address} was contradicted, and its entry says otherwise");
        JudgeGrains();
        await JudgeChainsAsync();
        await JudgeTablesAsync();
        await JudgeAuditAsync();
        await JudgeFeedAsync();
        StoreCheckReport report = await store.CheckAsync(deep);
        foreach (StoreFault fault in report.Faults) ledger.Findings.Add($"check: {fault}");
        Expect(report.Grains == _grains.Count, "the check counted otherwise");
    }

    private bool IsHere(string text) => LedgerContent(text) is { } uri ? store.Content.ExistsAsync(uri).AsTask().Result : _grains.ContainsKey(LoadLedger.Parse(text));

    private static CasUri? LedgerContent(string text) => LoadLedger.IsContent(text) ? CasUri.Parse(text) : null;

    /// <summary>Bytes are what their address says, and a supersession is on both sides or on none.</summary>
    private void JudgeGrains()
    {
        foreach (StoredGrain grain in _grains.Values)
        {
            Expect(ContentAddress.Compute(grain.Blob.Span) == grain.Address, $"{grain.Address} has other bytes");
            if (grain.ToGrain() is Fact { DerivedFrom: [var old] }) // others are records of deletions and erasures
                Expect(_grains.GetValueOrDefault(LoadLedger.Parse(old.AsText()))?.Entry.State.SupersededBy == grain.Address, $"{grain.Address} is here, and what it superseded does not say so");
            if (grain.Entry.State.SupersededBy is { } successor)
                Expect(_grains.ContainsKey(successor) && grain.Entry.State.SystemValidTo is not null, $"{grain.Address} was superseded by what is not here");
        }
    }

    private async Task JudgeChainsAsync()
    {
        for (int chain = 0; chain < Grown.Chains; chain++)
        {
            ContentAddress root = Grown.Root(chain).Address;
            if (!_grains.ContainsKey(root)) continue; // the first process was killed before
            ContentAddress end = root;
            while (_grains[end].Entry.State.SupersededBy is { } next) end = next;
            Expect(await store.GetHeadAsync(root) == end, $"the head of chain {chain} is another one");
        }
        int current = _grains.Values.Count(static grain => grain.Entry.IsCurrent);
        Expect((await store.QueryAsync(new() { Limit = 1 })).Total == current, "a query counts other grains as current");
    }

    private async Task JudgeTablesAsync()
    {
        foreach ((string key, long version) in ledger.Metadata)
        {
            string? value = await store.Metadata.GetAsync(key);
            Expect(long.TryParse(value, CultureInfo.InvariantCulture, out long now) && now >= version && now <= version + 1, $"{key} is {value} after {version}");
        }
        foreach (string uri in ledger.Contents) Expect(await store.Content.GetAsync(CasUri.Parse(uri)) is not null, $"{uri} is not here");
        foreach (string uri in ledger.Destroyed) Expect(!await store.Content.ExistsAsync(CasUri.Parse(uri)), $"{uri} was destroyed and is here");
        foreach ((string id, ContentAddress address) in ledger.NewestOperations)
        {
            WriteResult again = await store.PutAsync(Grown.Fact(Grown.Kept, "never kept").Memory, new() { OperationId = id });
            Expect((again.Outcome, again.Address) == (WriteOutcome.Existing, address), $"operation {id} was forgotten");
        }
        HashSet<ContentAddress> vectors = StoreRows.Addresses(store.Path, "SELECT address FROM grains JOIN vectors USING (id)");
        Expect(vectors.IsSupersetOf(ledger.Vectors), "a vector is not here");
    }

    private async Task JudgeAuditAsync()
    {
        Expect(!(await AuditChain.VerifyAsync(store.ReadAuditAsync())).IsFault, "the audit chain is broken");
        Dictionary<ContentAddress, ContentAddress> superseded = [];
        HashSet<ContentAddress> contradicted = [], deleted = [];
        await foreach (AuditEntry entry in store.ReadAuditAsync())
        {
            if (entry.Act == AuditAct.Superseded) Expect(superseded.TryAdd(entry.Grain!.Value, entry.Other!.Value), "a supersession stands twice in the audit chain");
            if (entry.Act == AuditAct.Contradicted) contradicted.Add(entry.Grain!.Value);
            if (entry.Act == AuditAct.Deleted) deleted.Add(entry.Grain!.Value);
        }
        Dictionary<ContentAddress, ContentAddress> entries = _grains.Values.Where(static grain => grain.Entry.State.SupersededBy is not null)
            .ToDictionary(static grain => grain.Address, static grain => grain.Entry.State.SupersededBy!.Value);
        Expect(superseded.Count == entries.Count && superseded.All(pair => entries.GetValueOrDefault(pair.Key) == pair.Value), "the audit chain tells of other supersessions");
        Expect(contradicted.SetEquals(_grains.Values.Where(static grain => grain.Entry.IsContradicted).Select(static grain => grain.Address)), "the audit chain tells of other contradictions");
        Expect(!deleted.Overlaps(_grains.Keys), "the audit chain tells of a deletion that was not done");
    }

    private async Task JudgeFeedAsync()
    {
        long last = 0;
        Dictionary<ContentAddress, IndexEntry> replayed = [];
        await foreach (GrainChange change in store.ReadChangesAsync())
        {
            Expect(change.Sequence == ++last, $"change {last} is missing");
            if (change.Kind == GrainChangeKind.Removed) Expect(replayed.Remove(change.Address), "the feed removes what it did not add");
            else replayed[change.Address] = change.Entry;
        }
        Expect((await store.GetStatisticsAsync()).LastChange == last, "the number of the last change is another one");
        Expect(replayed.Count == _grains.Count && replayed.All(pair => _grains.TryGetValue(pair.Key, out StoredGrain? grain) && IsSame(grain.Entry, pair.Value)), "replaying the feed gives another store");
    }

    private static bool IsSame(IndexEntry one, IndexEntry other) =>
        one.State.SupersededBy == other.State.SupersededBy && one.State.SystemValidTo == other.State.SystemValidTo && one.IsContradicted == other.IsContradicted;

    private void Expect(bool holds, string finding)
    {
        if (!holds) ledger.Findings.Add(finding);
    }
}
