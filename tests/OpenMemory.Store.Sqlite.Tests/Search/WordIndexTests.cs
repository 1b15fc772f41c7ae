using System.Text;
using SQLitePCL;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>The word index over FTS5.</summary>
[TestFixture]
public sealed class WordIndexTests
{
    private static readonly ShelfRange s_current = new(HasCurrent: true, HasPast: false), s_past = new(HasCurrent: false, HasPast: true);

    [Test]
    public void It_holds_exactly_the_words_of_the_grains_in_every_script()
    {
        using SearchRows rows = new();
        WordText text = new();
        GrainBlob[] grains = [.. Scripts.Grains(), SearchRows.Says(new string('b', WordText.LongestWord)), SearchRows.Says(new string('東', 300) + "x")];
        rows.Add(grains);
        rows.Connection.Execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words_current, row)");
        List<string> indexed = [];
        using (Statement statement = rows.Connection.Use("SELECT term FROM temp.terms"))
        {
            while (statement.Step()) indexed.Add(statement.Text(0));
        }
        string[][] words = [.. grains.Select(grain => Encoding.UTF8.GetString(text.Of(grain.View())).Split(' '))];
        Assert.That(indexed, Is.EquivalentTo(words.SelectMany(static word => word).Distinct()));
        for (int i = 0; i < grains.Length; i++)
        {
            foreach (string word in words[i]) Assert.That(Find(rows, word), Does.Contain(i + 1L), word);
        }
    }

    [Test]
    public void Every_letter_digit_and_mark_of_Unicode_is_a_word_as_a_whole()
    {
        using SearchRows rows = new();
        WordText text = new();
        int[] points = [.. Enumerable.Range(1, 0x10ffff).Where(static point => point is (< 0xd800 or > 0xdfff) and not 0xfeff)];
        string all = string.Join(' ', points.Select(static point => new Rune(point).ToString()));
        GrainBlob grain = SearchRows.Says(all);
        rows.Add(grain);
        string[] words = Encoding.UTF8.GetString(text.Of(grain.View())).Split(' ');
        rows.Connection.Execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words_current, row)");
        Assert.That(rows.Connection.ReadInt64("SELECT count(*) FROM temp.terms"), Is.EqualTo(words.Length).And.GreaterThan(100_000));
    }

    [Test]
    public void The_newest_arrivals_come_first_without_a_sort()
    {
        using SearchRows rows = new();
        rows.Add(Enumerable.Range(0, 50).Select(static i => SearchRows.Says($"invoice {i}", 1000 - i)));
        Assert.That(WordIndex.Find(rows.Connection, s_current, "\"invoice\"", 0, 41, 5), Is.EqualTo(new long[] { 40, 39, 38, 37, 36 }));
        Assert.That(WordIndex.Find(rows.Connection, s_current, "\"invoice\" AND \"7\"", 0, long.MaxValue, 5), Is.EqualTo(new long[] { 8 }));
        foreach (string query in new[] { WordIndex.CurrentQuery, WordIndex.PastQuery })
        {
            using Statement plan = rows.Connection.UseMade("EXPLAIN QUERY PLAN " + query);
            List<string> steps = [];
            while (plan.Step()) steps.Add(plan.Text(3));
            Assert.That(steps, Has.Count.EqualTo(1).And.All.Contains("VIRTUAL TABLE INDEX"), "no temporary tree sorts");
        }
    }

    [Test]
    public void A_grain_moves_between_shelves_and_only_hot_ones_are_there()
    {
        using SearchRows rows = new();
        (int current, int past, int warm) = (Shelf.Of(true, StorageTier.Hot), Shelf.Of(false, StorageTier.Hot), Shelf.Of(true, StorageTier.Warm));
        WordIndex.Add(rows.Connection, 7, current, "invoice paid"u8);
        WordIndex.Add(rows.Connection, 8, warm, "invoice cold"u8);
        Assert.That(Find(rows, "invoice"), Is.EqualTo(new long[] { 7 }));
        WordIndex.Move(rows.Connection, 7, current, past, "invoice paid"u8);
        Assert.That((Find(rows, "invoice").Length, Find(rows, "paid", s_past)), Is.EqualTo((0, new long[] { 7 })).UsingPropertiesComparer());
        WordIndex.Move(rows.Connection, 7, past, warm, "invoice paid"u8);
        Assert.That(Find(rows, "paid", s_past), Is.Empty);
        WordIndex.Move(rows.Connection, 8, warm, current, "invoice cold"u8);
        Assert.That(Find(rows, "cold"), Is.EqualTo(new long[] { 8 }));
        WordIndex.Clear(rows.Connection);
        Assert.That(Find(rows, "cold"), Is.Empty);
        Assert.That(WordIndex.Count(rows.Connection, new(true, true)), Is.Zero);
        WordIndex.Drop(rows.Connection);
        WordIndex.Drop(rows.Connection);
        Assert.That(rows.Connection.ReadInt64("SELECT count(*) FROM sqlite_master WHERE name LIKE 'words%'"), Is.Zero);
    }

    [Test]
    public void It_tells_how_many_grains_it_has()
    {
        using SearchRows rows = new();
        rows.Add(Enumerable.Range(0, 300).Select(static i => SearchRows.Says($"invoice {i}")));
        rows.AddPast(SearchRows.Says("past"));
        WordIndex.Remove(rows.Connection, 1, 0, "s r invoice 0"u8);
        Assert.That((WordIndex.Count(rows.Connection, s_current), WordIndex.Count(rows.Connection, new(true, true))), Is.EqualTo((299L, 300L)));
    }

    [Test]
    [NonParallelizable]
    public void After_optimizing_no_removed_word_is_left_in_the_file()
    {
        using TemporaryFolder folder = new();
        string path = folder["words.db"];
        Random random = new(5);
        string[] names = [.. Enumerable.Range(0, 400).Select(static i => $"zebra{i * 7919 % 1000003:x}qux")];
        using (Connection connection = new(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.FromSeconds(1)))
        {
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;");
            WordIndex.Create(connection);
            byte[] WordsOf(int i) => Encoding.UTF8.GetBytes($"common word{i % 50} {names[i]} {(i % 2 == 0 ? "keeper" : "other")}{i}");
            for (int i = 0; i < names.Length; i++)
            {
                if (i % 20 == 0) connection.Run("BEGIN");
                WordIndex.Add(connection, i + 1, i % 3 == 0 ? 1 : 0, WordsOf(i));
                if (i % 20 == 19) connection.Run("COMMIT");
            }
            Assert.That(Traces(), Is.GreaterThan(300), "the words stand in the file, FTS5 shortening what a word shares with the one before it");
            for (int i = 0; i < names.Length; i++)
            {
                if (random.Next(3) > 0) WordIndex.Move(connection, i + 1, i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 0 : 1, WordsOf(i));
                else WordIndex.Move(connection, i + 1, i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 1 : 0, WordsOf(i));
            }
            for (int i = 0; i < names.Length; i++)
            {
                foreach (int shelf in new[] { 0, 1 })
                {
                    if (Find(connection, names[i], shelf == 0 ? s_current : s_past).Length > 0) WordIndex.Remove(connection, i + 1, shelf, WordsOf(i));
                }
            }
            WordIndex.Add(connection, 1000, 0, "alpha omega"u8);
            WordIndex.Optimize(connection);
            Assert.That(Find(connection, "omega", s_current), Is.EqualTo(new long[] { 1000 }));
            Assert.That(Find(connection, "common", s_current), Is.Empty);
            Assert.That(Traces(), Is.Zero);

            int Traces()
            {
                connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                string bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path));
                // A term is written without what it shares with the term before it; the end of a name is never shared.
                return names.Count(name => bytes.Contains(name[^6..], StringComparison.Ordinal)) + (bytes.Contains("zebra", StringComparison.Ordinal) ? 1 : 0)
                    + (bytes.Contains("keeper", StringComparison.Ordinal) ? 1 : 0);
            }
        }
    }

    [Test]
    public void A_word_removed_alone_leaves_no_trace_either()
    {
        using TemporaryFolder folder = new();
        string path = folder["words.db"];
        using Connection connection = new(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.FromSeconds(1));
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;");
        WordIndex.Create(connection);
        WordIndex.Add(connection, 1, 0, "secret"u8);
        WordIndex.Remove(connection, 1, 0, "secret"u8);
        WordIndex.Optimize(connection);
        connection.Run("BEGIN");
        WordIndex.Add(connection, 2, 1, "secret"u8);
        WordIndex.Remove(connection, 2, 1, "secret"u8);
        connection.Run("COMMIT");
        WordIndex.Optimize(connection);
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.That(File.ReadAllBytes(path).AsSpan().IndexOf("secret"u8), Is.Negative);
    }

    private static long[] Find(SearchRows rows, string word, ShelfRange? shelves = null) => Find(rows.Connection, word, shelves ?? s_current);

    private static long[] Find(Connection connection, string word, ShelfRange shelves) =>
        WordIndex.Find(connection, shelves, WordIndex.Quoted(Encoding.UTF8.GetBytes(word)), 0, long.MaxValue, 1000);
}
