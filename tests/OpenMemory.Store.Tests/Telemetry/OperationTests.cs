using System.Diagnostics;
using System.Reflection;

namespace OpenMemory.Store.Tests;

/// <summary>Every operation is measured and traced once, whoever calls it, and however it ends.</summary>
[TestFixture, NonParallelizable]
public sealed class OperationTests
{
    private StoreListener _listener = null!;
    private InMemoryGrainStore _store = null!;
    private ContentAddress _grain;

    private static IEnumerable<string> Operations => StoreOperation.All.Select(static operation => operation.Name);

    [SetUp]
    public async Task Begin()
    {
        _store = new();
        _grain = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()))).Require();
        _listener = new();
    }

    [TearDown]
    public void End()
    {
        _listener.Dispose();
        _store.Dispose();
    }

    [TestCaseSource(nameof(Operations))]
    public async Task An_operation_is_measured_once(string operation)
    {
        await TelemetrySamples.Calls[operation](_store, _grain);
        (double seconds, string tags) = _listener.Of(StoreTelemetry.OperationDuration).Single();
        Assert.That(seconds, Is.GreaterThan(0).And.LessThan(60));
        Assert.That(tags, Does.StartWith($"backend=memory operation={operation} outcome="));
        Activity activity = _listener.Activities.Single();
        Assert.That((activity.OperationName, activity.GetTagItem("openmemory.store.backend")), Is.EqualTo(($"openmemory.store.{operation}", "memory")));
        Assert.That(tags, Does.EndWith($"outcome={activity.GetTagItem("openmemory.store.outcome")}"));
        Assert.That(activity.IsStopped, Is.True);
    }

    [Test]
    public void Every_member_of_the_protocol_has_an_operation()
    {
        int members = new[] { typeof(IGrainStore), typeof(IMetadataTable), typeof(IContentTable) }
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(static method => !method.IsSpecialName))
            .Select(static method => (method.DeclaringType, method.Name)).Distinct().Count(); // attachments of a user are read and written like others
        Assert.That(StoreOperation.All, Has.Count.EqualTo(members + 1), "following the changes is an operation of its own");
        Assert.That(Operations, Is.Unique.And.EquivalentTo(TelemetrySamples.Calls.Keys));
    }

    [TestCaseSource(nameof(Operations))]
    public async Task A_cancelled_operation_has_an_outcome_of_its_own(string operation)
    {
        if (operation is "get_content" or "put_content" or "has_content" || operation.Contains("metadata", StringComparison.Ordinal) || operation == "scan_replicated")
        {
            Assert.That(async () => await _store.Metadata.GetAsync("key", new(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
            operation = "get_metadata";
        }
        else
        {
            Assert.That(async () => await Cancelled(operation), Throws.InstanceOf<OperationCanceledException>());
        }
        Assert.That(_listener.Of(StoreTelemetry.OperationDuration).Single().Tags, Is.EqualTo($"backend=memory operation={operation} outcome=cancelled"));
        Assert.That(_listener.Activities.Single().Status, Is.EqualTo(ActivityStatusCode.Unset));
    }

    [Test]
    public async Task An_operation_of_an_authorized_store_is_measured_once()
    {
        Grants grants = new(_store);
        await grants.GrantAsync("agent:bot", GrantSamples.Parse("read ON *"), "user:owner");
        _listener.Clear();
        AuthorizedGrainStore authorized = new(_store, "agent:bot");
        Assert.That(await authorized.GetAsync(_grain), Is.Not.Null);
        Assert.That(_listener.Of(StoreTelemetry.OperationDuration).Single().Tags, Is.EqualTo("backend=memory operation=get outcome=done"));
        Assert.That(_listener.Of(StoreTelemetry.Reads), Has.Length.EqualTo(1), "rights are looked up without counting");
        _listener.Clear();
        await authorized.QueryAsync(new());
        Assert.That(_listener.Activities.Select(static activity => activity.OperationName), Is.EqualTo(new[] { "openmemory.store.query" }));
    }

    [Test]
    public async Task An_activity_stands_below_that_of_its_caller_and_does_not_stay_current()
    {
        using Activity caller = new Activity("caller").Start();
        await _store.GetAsync(_grain);
        Assert.That(Activity.Current, Is.SameAs(caller));
        await foreach (StoredGrain _ in _store.ReadAllAsync()) Assert.That(Activity.Current, Is.SameAs(caller), "between two elements the consumer is at work");
        Assert.That(Activity.Current, Is.SameAs(caller));
        Assert.That(_listener.Activities.Select(static activity => activity.ParentId), Is.All.EqualTo(caller.Id).And.Exactly(2).Items);
    }

    private async Task Cancelled(string operation)
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        CancellationToken token = source.Token;
        object? answer = operation switch
        {
            "get" => await _store.GetAsync(_grain, token),
            "get_batch" => await _store.GetBatchAsync([_grain], token),
            "exists" => await _store.ExistsAsync(_grain, token),
            "query" => await _store.QueryAsync(new(), token),
            "search" => await _store.SearchAsync(new() { Text = "x" }, token),
            "read_all" => await _store.ReadAllAsync(null, token).CountAsync(CancellationToken.None),
            "get_head" => await _store.GetHeadAsync(_grain, token),
            "get_history" => await _store.GetHistoryAsync(_grain, token),
            "get_statistics" => await _store.GetStatisticsAsync(token),
            "read_changes" => await _store.ReadChangesAsync(0, false, token).CountAsync(CancellationToken.None),
            "follow_changes" => await _store.ReadChangesAsync(0, true, token).CountAsync(CancellationToken.None),
            "read_audit" => await _store.ReadAuditAsync(0, token).CountAsync(CancellationToken.None),
            "put" => await _store.PutAsync(new byte[1], null, token),
            "put_batch" => await _store.PutBatchAsync([new byte[1]], null, token),
            "supersede" => await _store.SupersedeAsync(_grain, new byte[1], null, token),
            "contradict" => await _store.ContradictAsync(_grain, null, token),
            "verify" => await _store.VerifyAsync(_grain, null, token),
            "lift_hold" => await _store.LiftHoldAsync(_grain, null, token),
            "delete" => await _store.DeleteAsync(_grain, null, token),
            "set_vector" => await _store.SetVectorAsync(_grain, default, token),
            "receive" => await _store.ReceiveAsync([new(new byte[1])], token),
            "merge_index" => await _store.MergeIndexAsync([new(_grain, new())], false, token),
            "report_subject" => await _store.ReportSubjectAsync("pat", null, token),
            "erase_subject" => await _store.EraseSubjectAsync("pat", null, token),
            "cascade_consent" => await _store.CascadeConsentAsync(true, token),
            "apply_retention" => await _store.ApplyRetentionAsync(new(), null, token),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
        Assert.Fail($"{answer}");
    }
}
