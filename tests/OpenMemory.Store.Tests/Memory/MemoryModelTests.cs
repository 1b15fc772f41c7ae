using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>The in-memory store does what a dictionary would.</summary>
[TestFixture]
public sealed class MemoryModelTests
{
    private sealed record Known(GrainBlob Blob, IndexEntry Entry);

    [Test]
    public void A_hundred_thousand_random_changes_leave_what_a_dictionary_holds()
    {
        using MemoryBackend backend = new();
        Dictionary<ContentAddress, Known> model = [];
        List<ContentAddress> live = [];
        HashSet<ContentAddress> deleted = [];
        Random random = new(11);
        int number = 0;
        while (number < 100_000)
        {
            bool commits = random.Next(20) != 0;
            Dictionary<ContentAddress, Known?> changed = [];
            List<ContentAddress> added = [];
            using (IStoreWriter writer = backend.BeginWrite())
            {
                for (int i = random.Next(1, 200); i > 0; i--)
                {
                    int kind = random.Next(10);
                    if (kind < 6 || live.Count == 0)
                    {
                        GrainBlob grain = Backends.Grain(number++, $"subject-{random.Next(500)}");
                        writer.Insert(Backends.Row(grain));
                        changed[grain.Address] = new(grain, IndexEntry.Default);
                        added.Add(grain.Address);
                        continue;
                    }
                    ContentAddress address = live[random.Next(live.Count)];
                    if ((changed.TryGetValue(address, out Known? known) ? known : model.GetValueOrDefault(address)) is not { } current) continue;
                    if (kind < 9)
                    {
                        IndexEntry entry = new() { NeedsReview = kind == 7, State = new() { SupersededBy = live[random.Next(live.Count)], SystemValidTo = random.Next(100), AccessCount = kind } };
                        writer.SetEntry(address, entry, default, 1);
                        changed[address] = current with { Entry = entry };
                    }
                    else
                    {
                        writer.Remove(address, 1);
                        changed[address] = null;
                    }
                }
                if (commits) writer.Commit();
            }
            if (!commits) continue;
            foreach ((ContentAddress address, Known? known) in changed)
            {
                if (known is not null) model[address] = known;
                else
                {
                    model.Remove(address);
                    deleted.Add(address);
                }
            }
            live.AddRange(added);
        }
        Compare(backend, model, deleted);
    }

    private static void Compare(MemoryBackend backend, Dictionary<ContentAddress, Known> model, HashSet<ContentAddress> deleted)
    {
        using IStoreReader reader = backend.BeginRead();
        Assert.That(reader.Statistics with { LastChange = 0 }, Is.EqualTo(new StoreStatistics
        {
            Grains = model.Count, Deleted = deleted.Count, GrainBytes = model.Values.Sum(static known => (long)known.Blob.Length),
        }));
        Assert.That(reader.Addresses().SequenceEqual(model.Keys.Order()), Is.True);
        Assert.That(deleted.All(address => reader.IsDeleted(address) && !reader.Contains(address)), Is.True);
        foreach ((ContentAddress address, Known known) in model)
        {
            bool isSame = reader.TryGet(address, out GrainRow row) && row.Blob.Span.SequenceEqual(known.Blob.Span) && row.Entry.Equals(known.Entry)
                && reader.SuccessorOf(address, out _) == known.Entry.State.SupersededBy;
            if (!isSame) Assert.Fail($"{address} differs");
        }
        for (int i = 0; i < 500; i += 25)
        {
            string subject = $"subject-{i}";
            IEnumerable<ContentAddress> expected = model.Values
                .Where(known => known.Entry.IsCurrent && known.Blob.View().TryGet(Field.Subject, out FieldValue value) && value.ToText() == subject)
                .Select(static known => known.Blob.Address);
            Assert.That(reader.Query(new() { Subject = subject, Limit = 1000 }).Hits.Select(static hit => hit.Row.Blob.Address), Is.EquivalentTo(expected));
        }
    }
}
