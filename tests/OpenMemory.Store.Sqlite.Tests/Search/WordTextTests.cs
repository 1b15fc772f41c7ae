using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>The words that the index takes in are those that a search looks for.</summary>
[TestFixture]
public sealed class WordTextTests
{
    private readonly WordText _text = new();

    [TestCaseSource(typeof(Scripts), nameof(Scripts.Texts))]
    public void They_are_the_words_of_the_grain_in_order_and_each_once(string text)
    {
        GrainBlob grain = SearchRows.Says($"{text} {text}");
        byte[] utf8 = Encoding.UTF8.GetBytes("s r " + Nfc.Normalized($"{text} {text}"));
        WordReader reader = new(utf8, new byte[4096]);
        List<string> expected = [];
        while (reader.MoveNext()) expected.Add(Encoding.UTF8.GetString(reader.Current));
        Assert.That(WordsOf(grain), Is.EqualTo(expected.Distinct()));
    }

    [Test]
    public void A_search_finds_each_of_them_and_no_other_in_the_grain()
    {
        GrainBlob[] grains = [.. Scripts.Grains()];
        string[][] words = [.. grains.Select(WordsOf)];
        foreach (string word in words.SelectMany(static word => word).Distinct())
        {
            SearchWords search = new(word);
            for (int i = 0; i < grains.Length; i++)
                Assert.That(search.Find(grains[i].View()) != 0, Is.EqualTo(words[i].Contains(word)), $"{word} in {i}");
        }
    }

    [Test]
    public void A_list_of_words_is_searched_as_the_grain_is()
    {
        SearchWords search = new("invoice 東 Σίσυφος absent in voice");
        foreach (GrainBlob grain in Scripts.Grains().Append(SearchRows.Says("an invoice in 東京")))
            Assert.That(search.FindAmong(_text.Of(grain.View())), Is.EqualTo(search.Find(grain.View())));
        Assert.That(search.FindAmong("invoices invoic xin"u8), Is.Zero);
        Assert.That(search.FindAmong(default), Is.Zero);
    }

    [Test]
    public void Texts_in_arrays_and_maps_count_and_the_embedding_text_stands_for_all()
    {
        Assert.That(WordsOf(new State { Plan = ["Look", "for it"], Context = new() { ["key"] = "Value" }, CreatedAt = 1 }.ToBlob()), Is.EqualTo(new[] { "look", "for", "it", "value" }));
        Fact fact = new() { Subject = "pat", Relation = "has", Object = "a cat", Confidence = 1, CreatedAt = 1, EmbeddingText = "Feline animals" };
        Assert.That(WordsOf(fact.ToBlob()), Is.EqualTo(new[] { "feline", "animals" }));
    }

    [Test]
    public void What_cannot_be_read_has_no_words()
    {
        Assert.That(WordsOf(SearchRows.Says("before")), Has.Length.EqualTo(3));
        Assert.That(_text.Of(GrainBlob.Parse([1, (byte)GrainFlags.Encrypted, 1, 0, 0, 0, 0, 0, 9, 0x81, 0xa1, (byte)'x', 1]).View()).IsEmpty, Is.True);
        Assert.That(_text.Of(GrainBlob.Adopt([1, (byte)GrainFlags.Compressed, 1, 0, 0, 0, 0, 0, 9, 0, 0]).View()).IsEmpty, Is.True);
    }

    [Test]
    public void A_word_that_no_search_can_ask_for_is_left_out_alone()
    {
        string[] longest = [.. new[] { "ΐ", "ﬃ", "𝔘", "東", "a" }.Select(static letter => string.Concat(Enumerable.Repeat(letter, 2000))[..SearchWords.MaxCharacters])];
        foreach (string word in longest)
        {
            SearchWords search = new(word);
            Assert.That(search[0].Length, Is.LessThanOrEqualTo(WordText.LongestWord));
            Assert.That(WordsOf(SearchRows.Says(word)), Does.Contain(Encoding.UTF8.GetString(search[0])));
        }
        Assert.That(WordsOf(SearchRows.Says($"before {new string('a', 40_000)} after")), Is.EqualTo(new[] { "s", "r", "before", "after" }));
    }

    [Test]
    public void Many_words_fit_and_the_next_grain_has_its_own_alone()
    {
        string[] many = [.. Enumerable.Range(0, 200_000).Select(static i => $"w{i}")];
        Assert.That(WordsOf(SearchRows.Says(string.Join(' ', many))), Is.EqualTo(many.Prepend("r").Prepend("s")));
        Assert.That(WordsOf(SearchRows.Says("w1 x")), Is.EqualTo(new[] { "s", "r", "w1", "x" }));
    }

    [Test]
    public void A_word_allocates_nothing()
    {
        GrainBlob grain = SearchRows.Says(string.Join(' ', Enumerable.Range(0, 300).Select(static i => $"w{i}")));
        _text.Of(grain.View());
        Assert.That(Allocations.Of(() => _text.Of(grain.View())), Is.Zero);
    }

    private string[] WordsOf(GrainBlob grain) => Encoding.UTF8.GetString(_text.Of(grain.View())).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
