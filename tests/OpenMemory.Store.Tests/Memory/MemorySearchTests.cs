using System.Text;

namespace OpenMemory.Store.Tests;

/// <summary>Searches of the in-memory store (§28.4).</summary>
[TestFixture]
public sealed class MemorySearchTests
{
    private MemoryBackend _backend = null!;

    [SetUp]
    public void Begin() => _backend = new();

    [TearDown]
    public void End() => _backend.Dispose();

    [Test]
    public void A_rare_word_says_more_than_a_common_one_and_all_words_are_worth_one()
    {
        GrainBlob[] common = [.. Enumerable.Range(0, 9).Select(static i => Says($"the invoice {i}"))];
        GrainBlob rare = Says("the router"), both = Says("an Invoice for the ROUTER");
        _backend.Insert([.. common, rare, both]);
        QueryResult found = Search("invoice router");
        Assert.That(found.Hits.Take(2).Select(static hit => hit.Row.Blob.Address), Is.EqualTo(new[] { both.Address, rare.Address }));
        Assert.That((found.Total, found.Hits[0].Score), Is.EqualTo((11L, 1.0)));
        double invoice = Math.Log(1 + (11 / 10.0)), router = Math.Log(1 + (11 / 2.0));
        Assert.That(found.Hits[1].Score, Is.EqualTo(router / (invoice + router)).Within(1e-12));
        Assert.That(found.Hits[2].Score, Is.EqualTo(invoice / (invoice + router)).Within(1e-12));
        Assert.That(found.Hits[0].MatchedFields, Is.EqualTo(new[] { "object" }));
        Assert.That(found.NextCursor, Is.Null);
    }

    [Test]
    public void Words_that_nothing_has_count_against_a_grain_and_no_word_finds_nothing()
    {
        _backend.Insert(Says("a router"));
        Assert.That(Search("router elephants").Hits.Single().Score, Is.EqualTo(0.5).Within(1e-12));
        Assert.That(Search("elephants").Total, Is.EqualTo(0));
        Assert.That(Search("…—!").Total, Is.EqualTo(0));
        Assert.That(() => Search(" "), Throws.ArgumentException);
        Assert.That(() => _backend.Read(static reader => reader.Search(new())), Throws.ArgumentException);
    }

    [Test]
    public void The_embedding_text_stands_for_the_other_texts()
    {
        GrainBlob grain = new Fact { Subject = "pat", Relation = "has", Object = "a cat", Confidence = 1, CreatedAt = 1, EmbeddingText = "feline animals" }.ToBlob();
        _backend.Insert(grain);
        Assert.That(Search("cat").Total, Is.EqualTo(0));
        Assert.That(Search("FELINE").Hits.Single().MatchedFields, Is.EqualTo(new[] { "embedding_text" }));
    }

    [Test]
    public void Texts_of_every_type_are_searched_in_maps_and_arrays_too()
    {
        Grain[] grains =
        [
            new Event { Content = "needle", CreatedAt = 1 },
            new Goal { Subject = "a", Object = "b", Description = "the needle", CreatedAt = 1, GoalState = "active", Criteria = ["x"], Namespace = "n", Relation = "mg:intends" },
            new Reasoning { Conclusion = "no needle", CreatedAt = 1 },
            new Skill { Name = "sewing", Description = "needle work", CreatedAt = 1 },
            new State { Plan = ["look", "for the needle"], CreatedAt = 1, Context = OmsMap.Empty },
            new Consensus { AgreedContent = OmsValue.FromArray("hay", "needle"), CreatedAt = 1, ParticipatingObservers = ["x", "y"], Threshold = 2, AgreementCount = 2, DissentCount = 0 },
        ];
        foreach (Grain grain in grains) _backend.Insert(grain.ToBlob());
        Assert.That(Search("needle").Total, Is.EqualTo(grains.Length));
    }

    [Test]
    public void Vectors_are_compared_by_their_direction()
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 5).Select(static i => Says($"{i}"))];
        float[][] vectors = [[2, 0, 0], [1, 1, 0], [0, 9, 0], [-3e30f, 0, 0], [0, 0, 0]];
        _backend.Insert(grains);
        _backend.Write(writer =>
        {
            for (int i = 0; i < 5; i++) writer.SetVector(grains[i].Address, vectors[i]);
        });
        QueryResult found = _backend.Read(static reader => reader.Search(new() { Vector = new float[] { 5e-20f, 0, 0 } }));
        Assert.That(found.Hits.Select(static hit => Math.Round(hit.Score, 6)), Is.EqualTo(new[] { 1, 0.853553, 0.5, 0.5, 0 }));
        Assert.That(found.Hits[0].Row.Blob.Address, Is.EqualTo(grains[0].Address));
        Assert.That(found.Hits[0].MatchedFields, Is.Empty);
        Assert.That(() => _backend.Read(static reader => reader.Search(new() { Vector = new float[] { 1 } })), Throws.ArgumentException);
        Assert.That(() => _backend.Write(writer => writer.SetVector(grains[0].Address, [1, 2])), Throws.ArgumentException);
        Assert.That(() => _backend.Write(writer => writer.SetVector(grains[0].Address, [1, 2, float.NaN])), Throws.ArgumentException);
        _backend.Write(writer =>
        {
            foreach (GrainBlob grain in grains) writer.SetVector(grain.Address, []);
            writer.SetVector(grains[0].Address, [1]); // the store has no length any more
        });
    }

    [Test]
    public void A_text_and_a_vector_together_rank_by_both()
    {
        GrainBlob both = Says("router one"), text = Says("router two three"), vector = Says("nothing"), neither = Says("else");
        _backend.Insert(both, text, vector, neither);
        _backend.Write(writer =>
        {
            writer.SetVector(both.Address, [1, 0.1f]);
            writer.SetVector(vector.Address, [0, 1]);
        });
        QueryResult found = _backend.Read(static reader => reader.Search(new() { Text = "router one", Vector = new float[] { 1, 0 } }));
        Assert.That(found.Hits[0].Row.Blob.Address, Is.EqualTo(both.Address));
        Assert.That(found.Hits[0].Score, Is.EqualTo(1));
        Assert.That(found.Hits.Skip(1).Select(static hit => hit.Score), Is.All.EqualTo(61 / 62.0 / 2).Within(1e-12));
        Assert.That(found.Total, Is.EqualTo(3));
    }

    [Test]
    public void The_filter_says_which_grains_are_searched_and_how_many_are_wanted()
    {
        _backend.Insert([.. Enumerable.Range(0, 30).Select(static i => Backends.Grain(i, i < 20 ? "pat" : "sam"))]);
        QueryResult found = _backend.Read(static reader => reader.Search(new() { Text = "counted", Filter = new() { Subject = "sam", Limit = 4 } }));
        Assert.That((found.Hits.Count, found.Total), Is.EqualTo((4, 10L)));
    }

    [TestCase("Hello, WORLD_2 x-y", "hello|world|2|x|y")]
    [TestCase("Straße ÄÖ Σίσυφος", "strasse|äö|σίσυφοσ")]
    [TestCase("नमस्ते दुनिया", "नमस्ते|दुनिया")]
    [TestCase("東京へ行く ok", "東|京|へ|行|く|ok")]
    [TestCase("x東y", "x|東|y")]
    [TestCase("สวัสดีครับ", "สวัสดีครับ")]
    [TestCase("안녕 세상 🎉 ٣", "안녕|세상|٣")]
    [TestCase("", ""), TestCase("…", "")]
    public void Words_are_runs_of_letters_digits_and_marks(string text, string expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        WordReader reader = new(utf8, new byte[200]);
        List<string> words = [];
        while (reader.MoveNext()) words.Add(Encoding.UTF8.GetString(reader.Current));
        Assert.That(string.Join('|', words), Is.EqualTo(expected));
    }

    [Test]
    public void A_word_that_is_longer_than_the_room_is_passed_over_whole()
    {
        WordReader reader = new(Encoding.UTF8.GetBytes(new string('a', 500) + " b"), new byte[WordReader.RoomFor(5)]);
        Assert.That(reader.MoveNext() && reader.Current.SequenceEqual("b"u8), Is.True);
        Assert.That(reader.MoveNext(), Is.False);
    }

    private QueryResult Search(string text) => _backend.Read(reader => reader.Search(new() { Text = text }));

    private static GrainBlob Says(string text) => new Fact { Subject = "pat", Relation = "said", Object = text, Confidence = 1, CreatedAt = 1 }.ToBlob();
}
