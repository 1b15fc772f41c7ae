namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Searches by the indexes find what looking into every grain finds (§28.4).</summary>
[TestFixture]
public sealed class IndexedSearchTests
{
    private static readonly string[] s_words = ["invoice", "router", "refund", "東", "straße", "weather", "call", "Σίσυφος", "cat", "x"];

    private SearchRows _rows = null!;

    [SetUp]
    public void Begin() => _rows = new();

    [TearDown]
    public void End() => _rows.Dispose();

    [Test]
    [Repeat(4)]
    public void The_index_the_look_at_each_grain_and_the_memory_agree()
    {
        Random random = new(TestContext.CurrentContext.Random.Next());
        GrainBlob[] grains = [.. Enumerable.Range(0, 400)
            .Select(i => SearchRows.Says(string.Join(' ', Enumerable.Range(0, random.Next(5)).Select(_ => s_words[random.Next(s_words.Length)])) + $" n{i}", random.Next(50), $"s{i % 3}"))
            .DistinctBy(static grain => grain.Address)];
        _rows.Add(grains);
        foreach (GrainBlob grain in grains.Where(_ => random.Next(2) == 0)) _rows.SetVector(grain, random.Next(-3, 4), random.Next(-3, 4), random.Next(1, 4));
        foreach (GrainSearch search in Searches(random).Take(30))
        {
            QueryResult memory = _rows.SearchMemory(search);
            _rows.Estimated = null;
            Same(_rows.Search(search), memory, search);
            _rows.Estimated = long.MaxValue;
            bool asksAll = search.Filter.Subject is null && search.Filter.Types is null && search.Filter.From is null;
            Same(_rows.Search(search), memory, search, sameScores: asksAll);
        }
    }

    [TestCaseSource(typeof(Scripts), nameof(Scripts.Texts))]
    public void Texts_of_every_script_are_found_as_in_memory(string text)
    {
        _rows.Add(Scripts.Grains());
        if (string.IsNullOrWhiteSpace(text)) return;
        GrainSearch search = new() { Text = text };
        Same(_rows.Search(search), _rows.SearchMemory(search), search);
        _rows.Estimated = long.MaxValue;
        Same(_rows.Search(search), _rows.SearchMemory(search), search);
    }

    [TestCase("\""), TestCase("* OR NEAR("), TestCase("a\u0000b'; --"), TestCase("\ud800"), TestCase("words: x"), TestCase("- ^a + {b c}"), TestCase("NOT x")]
    public void No_text_is_an_instruction(string text)
    {
        _rows.Add(SearchRows.Says("the invoice was paid twice"));
        _rows.Estimated = long.MaxValue;
        Assert.That(_rows.Search(text).Hits, Is.Empty);
    }

    [Test]
    public void Only_hot_grains_of_the_status_that_is_asked_are_found()
    {
        GrainBlob current = SearchRows.Says("invoice one"), past = SearchRows.Says("invoice two");
        _rows.Add(current);
        _rows.AddPast(past);
        _rows.Insert(SearchRows.Says("invoice three"), OpenMemory.Supersession.IndexEntry.Default, StorageTier.Warm);
        _rows.Insert(SearchRows.Says("invoice four"), SearchRows.Past, StorageTier.Cold);
        foreach (long? estimated in new long?[] { null, long.MaxValue })
        {
            _rows.Estimated = estimated;
            Assert.That(Addresses(new()), Is.EqualTo(new[] { current.Address }));
            Assert.That(Addresses(new() { Status = GrainStatus.Past }), Is.EqualTo(new[] { past.Address }));
            Assert.That(Addresses(new() { Status = GrainStatus.Any, IncludeCold = true }), Is.EquivalentTo(new[] { current.Address, past.Address }));
            Assert.That(Addresses(new() { AsOf = new(KnownAt: 3) }), Is.EquivalentTo(new[] { current.Address, past.Address }));
            Assert.That(Addresses(new() { AsOf = new(KnownAt: 6) }), Is.EquivalentTo(new[] { current.Address }));
        }

        ContentAddress[] Addresses(GrainQuery filter) =>
            [.. _rows.Search(new GrainSearch { Text = "invoice", Filter = filter }).Hits.Select(static hit => hit.Row.Blob.Address)];
    }

    [Test]
    public void A_sealed_grain_is_found_by_the_words_that_may_be_indexed()
    {
        GrainBlob closed = GrainBlob.Parse([1, (byte)GrainFlags.Encrypted, 1, 0, 0, 0, 0, 0, 9, 0x81, 0xa1, (byte)'x', 1]);
        _rows.Insert(closed, OpenMemory.Supersession.IndexEntry.Default, StorageTier.Hot, "the secret invoice");
        _rows.Add(SearchRows.Says("an open invoice"));
        foreach (long? estimated in new long?[] { null, long.MaxValue })
        {
            _rows.Estimated = estimated;
            BackendHit hit = _rows.Search("Secret invoice").Hits[0];
            Assert.That((hit.Row.Blob.Address, hit.Score, hit.MatchedFields.Count), Is.EqualTo((closed.Address, 1.0, 0)));
        }
    }

    [Test]
    public void A_rare_word_is_found_though_too_many_grains_have_the_common_ones()
    {
        GrainBlob rare = SearchRows.Says("the common zebra", 1), old = SearchRows.Says("frequent common", 2);
        _rows.Add([rare, old, .. Enumerable.Range(3, 12_000).Select(static i => SearchRows.Says($"the common {(i % 2 == 0 ? "frequent" : "other")} n{i}", i))]);
        QueryResult found = _rows.Search("the common zebra");
        Assert.That((found.Hits[0].Row.Blob.Address, found.Hits[0].Score), Is.EqualTo((rare.Address, 1.0)));
        Assert.That(found.Hits, Has.Count.EqualTo(50));
        Assert.That(found.Total, Is.EqualTo(10_000), "those that were looked at");
        GrainSearch search = new() { Text = "common zebra frequent n7" };
        Assert.That(_rows.Search(search).Hits.Take(2).Select(static hit => hit.Row.Blob.Address),
            Is.EqualTo(_rows.SearchMemory(search).Hits.Take(2).Select(static hit => hit.Row.Blob.Address)));
    }

    [Test]
    public void Where_enough_grains_have_all_words_the_newest_of_them_are_found()
    {
        _rows.Add(Enumerable.Range(1, 25_000).Select(static i => SearchRows.Says($"{(i % 5 < 3 ? "red" : "none")} {(i % 5 > 1 ? "blue" : "none")} n{i}", i)));
        GrainSearch search = new() { Text = "red blue", Filter = new() { Limit = 20 } };
        QueryResult found = _rows.Search(search);
        Assert.That(found.Hits.Select(static hit => hit.Score), Is.All.EqualTo(1));
        Assert.That(found.Hits.Select(static hit => hit.Row.Blob.Address), Is.EqualTo(_rows.SearchMemory(search).Hits.Select(static hit => hit.Row.Blob.Address)));
        Assert.That(found.Total, Is.EqualTo(5000));
    }

    [Test]
    public void Where_few_have_both_of_two_common_words_they_come_first_though_they_are_old()
    {
        GrainBlob both = SearchRows.Says("red blue", 1);
        _rows.Add([both, .. Enumerable.Range(2, 23_000).Select(static i => SearchRows.Says($"{(i % 2 == 0 ? "red" : "blue")} n{i}", i))]);
        QueryResult found = _rows.Search("red blue");
        Assert.That((found.Hits[0].Row.Blob.Address, found.Hits[0].Score, found.Hits[1].Score), Is.EqualTo((both.Address, 1.0, found.Hits[2].Score)));
        Assert.That(found.Hits[1].Score, Is.EqualTo(0.5).Within(0.02));
    }

    [Test]
    public void A_filter_that_leaves_few_of_a_common_word_is_answered_whole()
    {
        _rows.Add(Enumerable.Range(1, 12_000).Select(static i => SearchRows.Says($"common n{i}", i, i % 100 == 0 ? "pat" : "sam")));
        _rows.Estimated = 5000;
        Assert.That(_rows.Search(new GrainSearch { Text = "common", Filter = new() { Subject = "pat" } }).Total, Is.EqualTo(120));
    }

    [Test]
    public void Without_a_word_index_every_grain_is_looked_into()
    {
        _rows.Add(Scripts.Grains());
        WordIndex.Drop(_rows.Connection);
        _rows.HasWords = false;
        _rows.Estimated = long.MaxValue;
        GrainSearch search = new() { Text = "東京 invoice" };
        Same(_rows.Search(search), _rows.SearchMemory(search), search);
    }

    [Test]
    public void Arguments_are_judged_as_in_memory()
    {
        GrainBlob grain = SearchRows.Says("invoice");
        _rows.Add(grain);
        _rows.SetVector(grain, 1, 2);
        foreach (GrainSearch search in new GrainSearch[] { new(), new() { Text = " " }, new() { Vector = new float[] { 1 } }, new() { Vector = new float[] { 1, float.NaN } } })
        {
            string message = Assert.Throws<ArgumentException>(() => _rows.SearchMemory(search)).Message;
            Assert.That(() => _rows.Search(search), Throws.ArgumentException.With.Message.EqualTo(message));
        }
    }

    [Test]
    public void Vectors_are_kept_moved_and_removed()
    {
        GrainBlob grain = SearchRows.Says("one");
        _rows.Add(grain);
        _rows.SetVector(grain, 1, 0.5f);
        GrainSearch search = new() { Vector = new float[] { 2, 1 } };
        _rows.Estimated = long.MaxValue;
        Assert.That(_rows.Search(search).Hits.Single().Score, Is.EqualTo(1).Within(1e-6));
        Assert.That(_rows.Connection.ReadInt64("SELECT vector = x'0000803f0000003f' FROM vectors"), Is.EqualTo(1), "little-endian");
        VectorTable.Move(_rows.Connection, 1, Shelf.Of(true, StorageTier.Warm));
        Assert.That(_rows.Search(search).Hits, Is.Empty);
        Assert.That((VectorTable.Any(_rows.Connection), VectorTable.Remove(_rows.Connection, 1), VectorTable.Remove(_rows.Connection, 1)), Is.EqualTo((true, true, false)));
        Assert.That(VectorTable.Any(_rows.Connection), Is.False);
    }

    [Test]
    public void A_vector_of_another_length_in_the_file_is_damage()
    {
        GrainBlob grain = SearchRows.Says("one");
        _rows.Add(grain);
        _rows.SetVector(grain, 1, 0.5f);
        _rows.Connection.Execute("UPDATE vectors SET vector = x'00'");
        foreach (long? estimated in new long?[] { null, long.MaxValue })
        {
            _rows.Estimated = estimated;
            Assert.That(() => _rows.Search(new GrainSearch { Vector = new float[] { 2, 1 } }), Throws.TypeOf<OmsException>());
        }
    }

    private static IEnumerable<GrainSearch> Searches(Random random)
    {
        while (true)
        {
            int kind = random.Next(3);
            yield return new()
            {
                Text = kind == 1 ? null : string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => s_words[random.Next(s_words.Length)])),
                Vector = kind == 0 ? default : new float[] { random.Next(1, 4), random.Next(-3, 4), random.Next(-3, 4) },
                Filter = new()
                {
                    Limit = random.Next(2) == 0 ? 7 : 1000,
                    Subject = random.Next(3) == 0 ? "s1" : null,
                    From = random.Next(3) == 0 ? 20 : null,
                    Types = random.Next(3) == 0 ? [GrainType.Fact, GrainType.Goal] : null,
                },
            };
        }
    }

    private static void Same(in QueryResult found, in QueryResult expected, GrainSearch search, bool sameScores = true)
    {
        if (sameScores)
        {
            Assert.That(found.Hits.Select(static hit => (hit.Row.Blob.Address, Math.Round(hit.Score, 9), string.Join(',', hit.MatchedFields))),
                Is.EqualTo(expected.Hits.Select(static hit => (hit.Row.Blob.Address, Math.Round(hit.Score, 9), string.Join(',', hit.MatchedFields)))), search.ToString());
        }
        else if (search.Filter.Limit > 400)
        {
            Assert.That(found.Hits.Select(static hit => hit.Row.Blob.Address), Is.EquivalentTo(expected.Hits.Select(static hit => hit.Row.Blob.Address)), search.ToString());
        }
        Assert.That((found.Total, found.Hits.Count), Is.EqualTo((expected.Total, expected.Hits.Count)), search.ToString());
    }
}
