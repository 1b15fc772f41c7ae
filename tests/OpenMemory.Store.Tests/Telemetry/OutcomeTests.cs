using System.Diagnostics;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What is recorded of an operation's end: its outcome, counts, and the rule.</summary>
[TestFixture, NonParallelizable]
public sealed class OutcomeTests
{
    private StoreListener _listener = null!;
    private InMemoryGrainStore _store = null!;
    private ContentAddress _grain, _held;

    private static ContentAddress Absent => ContentAddress.Compute("absent"u8);

    [SetUp]
    public async Task Begin()
    {
        _store = new();
        _grain = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()))).Require();
        _held = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("held", "hold")))).Require();
        _listener = new();
    }

    [TearDown]
    public void End()
    {
        _listener.Dispose();
        _store.Dispose();
    }

    [Test]
    public async Task A_write_has_the_outcome_of_its_result()
    {
        byte[] next = TelemetrySamples.Bytes(TelemetrySamples.After(_grain, "moved"));
        await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()));
        WriteResult unsound = await _store.PutAsync(new byte[] { 1, 2 });
        await _store.SupersedeAsync(_grain, next);
        await _store.SupersedeAsync(_grain, TelemetrySamples.Bytes(TelemetrySamples.After(_grain, "elsewhere")));
        await _store.VerifyAsync(Absent);
        WriteResult held = await _store.DeleteAsync(_held);
        await _store.DeleteAsync(_grain);
        await _store.DeleteAsync(_grain);
        Assert.That(Outcomes(), Is.EqualTo(new[]
        {
            "put existing", "put refused", "supersede done", "supersede conflict", "verify not_found", "delete refused", "delete done", "delete deleted",
        }));
        Activity[] refused = [.. _listener.Activities.Where(static activity => activity.GetTagItem("openmemory.store.error_code") is not null)];
        Assert.That(
            refused.Select(static activity => $"{activity.GetTagItem("openmemory.store.error_code")} {activity.GetTagItem("openmemory.store.rule")}"),
            Is.EqualTo(new[] { $"ERR_TOO_SHORT {unsound.Fault.Rule}", $"ERR_INVALIDATION_DENIED {held.Fault.Rule}" }));
        Assert.That(_listener.Activities.Select(static activity => activity.Status), Is.All.EqualTo(ActivityStatusCode.Unset), "a refusal is an answer");
    }

    [Test]
    public async Task Grains_taken_in_and_removed_are_counted()
    {
        await _store.PutBatchAsync([TelemetrySamples.Bytes(TelemetrySamples.Fact()), TelemetrySamples.Bytes(TelemetrySamples.Fact("new")), new byte[3]]);
        await _store.ReceiveAsync([new(TelemetrySamples.Bytes(TelemetrySamples.Fact("received")))]);
        await _store.ContradictAsync(_grain);
        await _store.DeleteAsync(_grain);
        await _store.EraseSubjectAsync(TelemetrySamples.Person);
        Assert.That(_listener.Of(StoreTelemetry.GrainsWritten), Is.EqualTo(new[] { (1.0, "backend=memory operation=put_batch"), (1.0, "backend=memory operation=receive") }));
        Assert.That(_listener.Of(StoreTelemetry.GrainsRemoved), Is.EqualTo(new[] { (1.0, "backend=memory operation=delete"), (2.0, "backend=memory operation=erase_subject") }));
        Activity batch = _listener.Activities[0], erasure = _listener.Activities[^1];
        Assert.That((batch.GetTagItem("openmemory.store.count"), batch.GetTagItem("openmemory.store.written"), batch.GetTagItem("openmemory.store.refused")), Is.EqualTo((3L, 1L, 1L)));
        Assert.That((erasure.GetTagItem("openmemory.store.outcome"), erasure.GetTagItem("openmemory.store.removed")), Is.EqualTo(("incomplete", 2L)), "a held grain stayed");
    }

    [Test]
    public async Task Hits_are_counted_by_tier_and_misses_apart()
    {
        await _store.GetAsync(_grain);
        await _store.GetAsync(Absent);
        await _store.GetBatchAsync([_grain, Absent, _held]);
        Assert.That(_listener.Of(StoreTelemetry.Reads), Is.EqualTo(new[]
        {
            (1.0, "backend=memory result=hit tier=hot"), (1.0, "backend=memory result=miss"), (2.0, "backend=memory result=hit tier=hot"), (1.0, "backend=memory result=miss"),
        }));
        Assert.That(Outcomes(), Is.EqualTo(new[] { "get done", "get not_found", "get_batch done" }));
    }

    [TestCase(StorageTier.Hot, "hot")]
    [TestCase(StorageTier.Warm, "warm")]
    [TestCase(StorageTier.Cold, "cold")]
    public void A_hit_has_the_tier_of_its_grain(StorageTier tier, string name)
    {
        StoredGrain grain = new(TelemetrySamples.Fact().ToBlob(), IndexEntry.Default, 5) { Tier = tier };
        using (OperationRun run = new(StoreOperation.Get)) run.Record(OperationEnd.Of(grain), "other", null);
        using (OperationRun run = new(StoreOperation.GetBatch)) run.Record(OperationEnd.Of([grain, null, grain]), "other", null);
        Assert.That(_listener.Of(StoreTelemetry.Reads), Is.EqualTo(new[]
        {
            (1.0, $"backend=other result=hit tier={name}"), (2.0, $"backend=other result=hit tier={name}"), (1.0, "backend=other result=miss"),
        }));
    }

    [Test]
    public async Task Results_of_queries_and_searches_are_counted()
    {
        await _store.QueryAsync(new() { Subject = TelemetrySamples.Person });
        await _store.SearchAsync(new() { Text = "nothing like it" });
        Assert.That(_listener.Of(StoreTelemetry.Results), Is.EqualTo(new[] { (2.0, "backend=memory operation=query"), (0.0, "backend=memory operation=search") }));
    }

    [Test]
    public async Task A_reader_that_had_enough_is_done()
    {
        await foreach (StoredGrain _ in _store.ReadAllAsync()) break;
        Assert.That(Outcomes(), Is.EqualTo(new[] { "read_all done" }));
        Assert.That(_listener.Activities.Single().GetTagItem("openmemory.store.count"), Is.EqualTo(1L));
    }

    [Test]
    public async Task A_follower_that_is_cancelled_has_the_numbers_of_what_it_read()
    {
        using CancellationTokenSource source = new();
        Assert.That(
            async () =>
            {
                await foreach (GrainChange change in _store.ReadChangesAsync(follow: true).WithCancellation(source.Token))
                {
                    if (change.Sequence == 2) await source.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Outcomes(), Is.EqualTo(new[] { "follow_changes cancelled" }));
    }

    [Test]
    public void An_exception_is_recorded_by_its_type_and_never_by_its_message()
    {
        using InMemoryGrainStore store = new(new() { Clock = new BrokenClock() });
        Assert.That(async () => await store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact())), Throws.InstanceOf<IOException>());
        Assert.That(
            _listener.Of(StoreTelemetry.OperationDuration).Single().Tags,
            Is.EqualTo("backend=memory error.type=System.IO.IOException operation=put outcome=error"));
        Activity activity = _listener.Activities.Single();
        Assert.That((activity.Status, activity.StatusDescription, activity.GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Error, (string?)null, "System.IO.IOException")));
        Assert.That(_listener.Texts(), Has.None.Contains(TelemetrySamples.Person));
    }

    [Test]
    public void A_mistake_of_the_caller_and_a_store_that_is_gone_are_errors()
    {
        Assert.That(async () => await _store.EraseSubjectAsync(" "), Throws.ArgumentException);
        Assert.That(async () => await _store.ReadChangesAsync(-1).CountAsync(), Throws.InstanceOf<ArgumentOutOfRangeException>());
        _store.Dispose();
        Assert.That(async () => await _store.GetAsync(_grain), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(_listener.Of(StoreTelemetry.OperationDuration).Select(static measured => measured.Tags), Is.EqualTo(new[]
        {
            "backend=memory error.type=System.ArgumentException operation=erase_subject outcome=error",
            "backend=memory error.type=System.ArgumentOutOfRangeException operation=read_changes outcome=error",
            "backend=memory error.type=System.ObjectDisposedException operation=get outcome=error",
        }));
    }

    [Test]
    public async Task Rows_that_the_table_refuses_or_does_not_have_say_so()
    {
        Assert.That(async () => await _store.Metadata.PutAsync("qry:daily", "no row"), Throws.InstanceOf<OmsException>());
        await _store.Metadata.PutAsync("key", "value");
        await _store.Metadata.TryReplaceAsync("key", "other", "new");
        await _store.Metadata.DeleteAsync("absent");
        await _store.Metadata.ReplicateAsync("vault:key", "secret");
        Assert.That(Outcomes(), Is.EqualTo(new[]
        {
            "put_metadata refused", "put_metadata done", "replace_metadata conflict", "delete_metadata not_found", "replicate_metadata existing",
        }));
        Assert.That(_listener.Activities[0].GetTagItem("openmemory.store.error_code"), Is.EqualTo("ERR_SCHEMA"));
    }

    [Test]
    public void Damage_is_an_error_and_what_a_rule_forbids_a_refusal()
    {
        Assert.That(OperationEnd.Of(new OmsException(new(OmsErrorCode.Integrity, "OMS-7.1.1-2", "damaged"))).Outcome, Is.EqualTo("error"));
        Assert.That(OperationEnd.Of(new OmsException(new(OmsErrorCode.Corrupt, "R-9", "damaged"))).Outcome, Is.EqualTo("error"));
        Assert.That(OperationEnd.Of(new OmsException(new(OmsErrorCode.InvalidationDenied, "R-36", "held"))).Outcome, Is.EqualTo("refused"));
    }

    [Test]
    public void Every_outcome_of_a_write_has_its_name() =>
        Assert.That(
            Enum.GetValues<WriteOutcome>().Select(static outcome => OperationEnd.Of(new WriteResult { Outcome = outcome }).Outcome),
            Is.EqualTo(new[] { "refused", "done", "existing", "conflict", "deleted", "not_found", "not_authorized" }));

    private IEnumerable<string> Outcomes() =>
        _listener.Activities.Select(static activity => $"{activity.OperationName["openmemory.store.".Length..]} {activity.GetTagItem("openmemory.store.outcome")}");
}
