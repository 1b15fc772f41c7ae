using Microsoft.Extensions.Logging;

namespace OpenMemory.Store.Tests;

/// <summary>What is logged, at which level, and what is not.</summary>
[TestFixture]
public sealed class LogTests
{
    private RecordedLog _log = null!;
    private InMemoryGrainStore _store = null!;

    [SetUp]
    public void Begin() => _store = new(new() { LoggerFactory = _log = new() });

    [TearDown]
    public void End()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task Work_that_succeeds_and_answers_are_silent()
    {
        ContentAddress grain = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()))).Require();
        await _store.VerifyAsync(grain);
        await _store.GetAsync(grain);
        await _store.GetAsync(ContentAddress.Compute("absent"u8));
        await _store.QueryAsync(new());
        Assert.That(async () => await _store.GetAsync(grain, new(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await _store.ReportSubjectAsync(""), Throws.ArgumentException);
        Assert.That(_log.Messages, Is.Empty);
    }

    [Test]
    public async Task A_refusal_is_told_with_its_rule_and_a_denial_by_policy_is_a_warning()
    {
        ContentAddress held = (await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("held", "hold")))).Require();
        WriteResult refused = await _store.PutAsync(new byte[] { 1 }), denied = await _store.DeleteAsync(held);
        Assert.That(_log.Messages.Select(static message => (message.Level, message.Id.Name)), Is.EqualTo(new[] { (LogLevel.Debug, "Refused"), (LogLevel.Warning, "PolicyDenied") }));
        Assert.That(_log.Messages[0].Text, Does.Contain("TooShort").And.Contain(refused.Fault.Rule));
        Assert.That(_log.Messages[1].Text, Does.Contain("Operation delete").And.Contain(denied.Fault.Rule));
    }

    [Test]
    public async Task An_erasure_is_told_with_its_counts_and_a_warning_where_something_stays()
    {
        await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()));
        SubjectErasure whole = await _store.EraseSubjectAsync(TelemetrySamples.Person);
        Assert.That(whole.IsComplete, Is.True);
        Assert.That(_log.Messages.Single().Text, Does.StartWith($"Erasure of {whole.Fingerprint}: 1 grains and 0 attachments erased, 0 grains held"));
        await _store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("held", "hold")));
        await _store.EraseSubjectAsync(TelemetrySamples.Person);
        Assert.That(_log.Messages.Select(static message => message.Level), Is.EqualTo(new[] { LogLevel.Information, LogLevel.Information, LogLevel.Warning }));
        Assert.That(_log.Messages[2].Text, Does.StartWith($"Erasure of {whole.Fingerprint} is not complete: Held"));
    }

    [Test]
    public void A_failure_is_told_without_the_exception()
    {
        using InMemoryGrainStore broken = new(new() { Clock = new BrokenClock(), LoggerFactory = _log });
        Assert.That(async () => await broken.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact())), Throws.InstanceOf<IOException>());
        (LogLevel level, EventId id, string text) = _log.Messages.Single();
        Assert.That((level, id.Name), Is.EqualTo((LogLevel.Error, "Failed")));
        Assert.That(text, Does.Contain("System.IO.IOException").And.Not.Contain("cannot be read"));
    }

    [Test]
    public async Task What_a_level_leaves_out_is_not_told()
    {
        using RecordedLog quiet = new(LogLevel.Warning);
        using InMemoryGrainStore store = new(new() { LoggerFactory = quiet });
        await store.PutAsync(new byte[] { 1 });
        await store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("held", "hold")));
        await store.EraseSubjectAsync(TelemetrySamples.Person);
        Assert.That(quiet.Messages.Select(static message => message.Id.Name), Is.EqualTo(new[] { "ErasedIncompletely" }));
    }

    [Test]
    public void Every_message_has_an_id_of_its_own() =>
        Assert.That(LogEvents.All.Select(static entry => entry.Id), Is.EqualTo(Enumerable.Range(1, LogEvents.All.Count)));
}
