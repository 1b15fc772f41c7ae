using Microsoft.Extensions.Logging;
using OpenMemory.Erasure;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>Nothing of a person is measured, traced or logged, whatever happens to the person's grains.</summary>
[TestFixture, NonParallelizable]
public sealed class PrivacyTests
{
    private const string Operation = "order-of-aveiro", Reason = "asked by telephone", Second = "moved to Braga", Third = "moved to Faro", MetadataKey = "app:customer-8821", Row = "prefers tea";

    [Test]
    public async Task A_long_life_of_a_memory_leaves_no_personal_value_in_logs_metrics_or_activities()
    {
        using RecordedLog log = new();
        using StoreListener listener = new();
        List<ContentAddress> grains = await LiveAsync(log);
        string[] personal =
        [
            TelemetrySamples.Person, TelemetrySamples.Text, TelemetrySamples.Actor, TelemetrySamples.Space, Operation, Reason, Second, Third, MetadataKey, Row, "held for court",
            "/home/", .. grains.Select(static grain => grain.ToString()),
        ];
        string[] texts = [.. log.Messages.Select(static message => message.Text), .. listener.Texts()];
        Assert.That(texts.Where(text => personal.Any(value => text.Contains(value, StringComparison.OrdinalIgnoreCase))), Is.Empty);
        Assert.That(log.Messages.Select(static message => message.Id.Id).Distinct(), Is.EquivalentTo(LogEvents.All.Select(static entry => entry.Id)), "every message was told");
        Assert.That(
            listener.Activities.Select(static activity => activity.OperationName["openmemory.store.".Length..]).Distinct(),
            Is.SupersetOf(TelemetrySamples.Calls.Keys), "every operation was traced");
        Assert.That(log.Category, Is.EqualTo(StoreTelemetry.LogCategory));
        string fingerprint = new SubjectSelector(TelemetrySamples.Person).Fingerprint;
        Assert.That(
            log.Messages.Where(message => message.Text.Contains(fingerprint, StringComparison.Ordinal)).Select(static message => message.Id.Id).Distinct(),
            Is.EquivalentTo(new[] { 7, 8 }), "an erasure has the fingerprint of the audit chain, and nothing else has it (R-54)");
        Assert.That(listener.Texts(), Has.None.Contains(fingerprint));
    }

    /// <summary>Does everything to one person's grains that a store can do.</summary>
    private static async Task<List<ContentAddress>> LiveAsync(RecordedLog log)
    {
        using InMemoryGrainStore store = new(new() { LoggerFactory = log });
        byte[] first = TelemetrySamples.Bytes(TelemetrySamples.Fact());
        ContentAddress grain = (await store.PutAsync(first, new() { Actor = TelemetrySamples.Actor, OperationId = Operation })).Require();
        ContentAddress held = (await store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("held for court", "hold")))).Require();
        ContentAddress locked = (await store.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact("locked", "locked")))).Require();
        await store.PutAsync(new byte[] { 1 }); // refused
        GrainBlob second = TelemetrySamples.After(grain, Second).ToBlob();
        await store.SupersedeAsync(grain, second.Delivered, new() { Actor = TelemetrySamples.Actor, Justification = Reason });
        await store.SupersedeAsync(grain, TelemetrySamples.Bytes(TelemetrySamples.After(grain, Third)), new() { Actor = TelemetrySamples.Actor }); // conflict
        GrainBlob against = TelemetrySamples.After(locked, Third).ToBlob();
        await store.SupersedeAsync(locked, against.Delivered, new() { Actor = TelemetrySamples.Actor, Justification = Reason }); // denied
        await store.ReceiveAsync([new(against.Memory), new(new byte[4])]);
        await store.MergeIndexAsync([new(locked, new() { SupersededBy = against.Address, SystemValidTo = 9 })]); // denied
        await store.DeleteAsync(held, new() { Actor = TelemetrySamples.Actor, Reason = Reason }); // denied
        await store.Metadata.PutAsync(MetadataKey, Row);
        await store.Content.PutAsync("a letter"u8.ToArray());
        await ImportAsync(store, second);
        foreach ((string name, Func<IGrainStore, ContentAddress, Task> call) in TelemetrySamples.Calls)
        {
            if (name is not ("delete" or "erase_subject")) await call(store, second.Address);
        }
        await store.DeleteAsync(grain, new() { Actor = TelemetrySamples.Actor, Reason = Reason });
        await store.EraseSubjectAsync(TelemetrySamples.Person, new() { Actor = TelemetrySamples.Person, Reason = Reason });
        Assert.That(async () => await store.GetAsync(grain, new(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        using InMemoryGrainStore broken = new(new() { Clock = new BrokenClock(), LoggerFactory = log });
        Assert.That(async () => await broken.PutAsync(first), Throws.InstanceOf<IOException>());
        return [grain, held, locked, second.Address, against.Address];
    }

    /// <summary>Imports a file with a grain that is refused.</summary>
    private static async Task ImportAsync(IGrainStore store, GrainBlob grain)
    {
        GrainBlob fresh = TelemetrySamples.Fact("imported").ToBlob();
        byte[] file = Memories.FileOf(null, fresh, grain);
        using MgFileReader reader = MgFileReader.Open(file);
        ImportReport report = await StoreImport.ImportAsync(store, reader, new() { Trust = null });
        Assert.That((report.Added, report.Existing), Is.EqualTo((1L, 1L)));
        using MemoryStream cut = new([0, 0, 0, 9, 1, 2]);
        report = await StoreImport.ImportAsync(new AuthorizedGrainStore(store, "nobody"), cut);
        Assert.That(report.IsComplete, Is.False);
    }
}
