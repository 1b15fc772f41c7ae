namespace OpenMemory.Store.Tests;

/// <summary>Queries of the in-memory store: indexes, orders, pages (§28.4, OMS-28.6-3).</summary>
[TestFixture]
public sealed class MemoryQueryTests
{
    private MemoryBackend _backend = null!;

    [SetUp]
    public void Begin() => _backend = new();

    [TearDown]
    public void End() => _backend.Dispose();

    [TestCase(GrainOrder.NewestFirst), TestCase(GrainOrder.OldestFirst), TestCase(GrainOrder.Timeline)]
    public void Pages_give_every_grain_once_in_order_whatever_is_written_meanwhile(GrainOrder order)
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 500).Select(static i => Event(i, (i * 7919L % 100) - 50))];
        _backend.Insert(grains);
        GrainQuery query = new() { Types = [GrainType.Event], Order = order, Limit = 7 };
        List<GrainBlob> seen = [];
        int written = 1000;
        string? cursor = null;
        do
        {
            QueryResult page = _backend.Read(reader => reader.Query(query with { Cursor = cursor }));
            seen.AddRange(page.Hits.Select(static hit => hit.Row.Blob));
            cursor = page.NextCursor;
            _backend.Insert(Event(written, -60), Event(written + 1, 60), Event(written + 2, written % 100)); // before, behind, and between
            written += 3;
            if (written % 7 == 0) _backend.Write(writer => writer.Remove(seen[^1].Address, 5)); // the cursor's own grain
        }
        while (cursor is not null);
        Assert.That(seen.Select(static grain => grain.Address), Is.Unique);
        Assert.That(seen.Select(static grain => grain.Address), Is.SupersetOf(grains.Select(static grain => grain.Address)));
        long[] times = [.. seen.Select(grain => grain.View().TryGet(order == GrainOrder.Timeline ? Field.TimestampMs : Field.CreatedAt, out FieldValue value) ? value.Int64 : 0)];
        Assert.That(times, order == GrainOrder.NewestFirst ? Is.Ordered.Descending : Is.Ordered.Ascending);
    }

    [Test]
    public void Grains_of_one_time_stand_by_address_and_the_last_page_has_no_cursor()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 20).Select(static i => Event(i, 5))];
        _backend.Insert(grains);
        IEnumerable<ContentAddress> sorted = grains.Select(static grain => grain.Address).Order();
        foreach (GrainOrder order in Enum.GetValues<GrainOrder>())
        {
            QueryResult page = _backend.Read(reader => reader.Query(new() { Order = order, Limit = 20 }));
            Assert.That(page.Hits.Select(static hit => hit.Row.Blob.Address), Is.EqualTo(sorted));
            Assert.That((page.Total, page.NextCursor), Is.EqualTo((20L, (string?)null)));
        }
    }

    [TestCase(""), TestCase("x"), TestCase("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), TestCase("äöü")]
    public void A_cursor_that_is_none_is_refused(string cursor) =>
        Assert.That(() => _backend.Read(reader => reader.Query(new() { Cursor = cursor })), Throws.ArgumentException);

    [Test]
    public void A_cursor_of_another_order_is_refused()
    {
        _backend.Insert(Event(1, 1), Event(2, 2));
        string cursor = _backend.Read(static reader => reader.Query(new() { Limit = 1 })).NextCursor!;
        Assert.That(() => _backend.Read(reader => reader.Query(new() { Cursor = cursor, Order = GrainOrder.OldestFirst })), Throws.ArgumentException);
        Assert.That(() => _backend.Read(reader => reader.Query(new() { Cursor = cursor[..^1] + "!" })), Throws.ArgumentException);
        Assert.That(_backend.Read(reader => reader.Query(new() { Cursor = cursor })).Hits, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_answer_is_the_same_with_an_index_and_without()
    {
        Random random = new(5);
        GrainBlob[] grains = [.. Enumerable.Range(0, 2000).Select(i => (random.Next(2) == 0 ? Event(i, random.Next(50)) : Backends.Grain(i, $"subject-{random.Next(20)}")))];
        _backend.Insert(grains);
        for (int i = 0; i < 2000; i += 9) _backend.Write(writer => writer.Remove(grains[i].Address, 1));
        GrainQuery[] queries =
        [
            new() { Subject = "subject-3" }, new() { Namespaces = ["even", "odd"] }, new() { Namespaces = ["even", ""] }, new() { Namespaces = ["none"] },
            new() { Namespaces = [] }, new() { SessionId = "session-4", From = 10, To = 30 }, new() { Relation = "counted", Object = "to 77" },
            new() { Where = [new(Field.SessionId, "session-1")], Types = [GrainType.Event] }, new() { Subject = "\ud800" },
        ];
        foreach (GrainQuery query in queries.Select(static query => query with { Limit = 1000 }))
        {
            GrainMatcher matcher = new(query);
            IEnumerable<ContentAddress> expected = grains.Where((grain, i) => i % 9 != 0 && matcher.Matches(grain.View(), OpenMemory.Supersession.IndexEntry.Default)).Select(static grain => grain.Address);
            QueryResult result = _backend.Read(reader => reader.Query(query));
            Assert.That(result.Total, Is.EqualTo(expected.Count()));
            Assert.That(result.Hits.Select(static hit => hit.Row.Blob.Address), Is.SubsetOf(expected));
            Assert.That(result.Hits.Select(static hit => hit.Row.Blob.Address), Is.Unique);
        }
    }

    [Test]
    public void A_disclosed_grain_is_no_result_where_its_original_is_here()
    {
        GrainBlob original = new Fact { Subject = "pat", Relation = "owns", Object = "a box", Confidence = 1, CreatedAt = 3, Namespace = "n" }.ToBlob();
        GrainBlob disclosed = Disclosure.Elision.Elide(original, [Field.Subject]);
        _backend.Insert(disclosed);
        Assert.That(_backend.Read(static reader => reader.Query(new() { Relation = "owns" })).Total, Is.EqualTo(1), "OMS-10.4-3: it is all there is");
        _backend.Insert(original);
        QueryResult both = _backend.Read(static reader => reader.Query(new() { Relation = "owns" }));
        Assert.That(both.Hits.Select(static hit => hit.Row.Blob.Address), Is.EqualTo(new[] { original.Address }));
        Assert.That(_backend.Read(static reader => reader.Search(new() { Text = "box owns" })).Total, Is.EqualTo(1));
    }

    [Test]
    public void Results_name_the_fields_that_were_asked_for()
    {
        _backend.Insert(Backends.Grain(1));
        BackendHit hit = _backend.Read(static reader => reader.Query(new() { Subject = "pat", Where = [new(Field.Relation, "counted"), new(Field.AccessCount, 0)] })).Hits[0];
        Assert.That(hit.MatchedFields, Is.EqualTo(new[] { "subject", "relation", "access_count" }));
        Assert.That(hit.Score, Is.EqualTo(1));
    }

    [Test]
    public void Grains_are_found_by_their_parents()
    {
        GrainBlob parent = Backends.Grain(1), other = Backends.Grain(2), child = Backends.Grain(3, "pat", other.Address, parent.Address, other.Address);
        _backend.Insert(parent, other, child);
        foreach (GrainBlob of in (GrainBlob[])[parent, other])
            Assert.That(_backend.Read(reader => reader.Query(new() { Where = [new(Field.DerivedFrom, of.Address)] })).Hits.Single().Row.Blob.Address, Is.EqualTo(child.Address));
    }

    private static GrainBlob Event(int number, long time) => new Event
    {
        Content = $"message {number}", Role = "user", CreatedAt = time, TimestampMs = -time, SessionId = $"session-{number % 10}",
    }.ToBlob();
}
