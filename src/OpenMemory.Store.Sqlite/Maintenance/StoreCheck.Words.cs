namespace OpenMemory.Store.Sqlite;

internal sealed partial class StoreCheck
{
    private readonly WordText _text = new();
    private readonly WordSum _current = new(), _past = new();

    /// <summary>Adds the words under which searches must find a grain to the sum of all.</summary>
    private void CountWords(GrainView view, long id, int shelf, ReadOnlySpan<byte> secret)
    {
        if (!_totals.HasTextIndex || shelf is < 0 or >= Shelf.Count || !WordIndex.Has(shelf)) return;
        ReadOnlySpan<byte> words = view.IsSealed ? secret : _text.Of(view);
        WordSum sum = Shelf.IsCurrent(shelf) ? _current : _past;
        foreach (Range word in words.Split((byte)' '))
        {
            if (!words[word].IsEmpty) sum.Add(words[word], id);
        }
    }

    private void CheckWords()
    {
        bool hasTables = Number("SELECT count(*) FROM sqlite_master WHERE name IN ('words_current', 'words_past')") > 0;
        if (hasTables != _totals.HasTextIndex) Add(StoreFaultKind.Words, "the tables of words are there and should not be, or the other way round");
        if (!_deep || !hasTables) return;
        CompareWords("words_current", _current, "current");
        CompareWords("words_past", _past, "past");
    }

    /// <summary>Reads the whole index, word by word, so that a page that cannot be followed shows.</summary>
    private void CompareWords(string table, WordSum expected, string which)
    {
        _connection.Execute($"CREATE VIRTUAL TABLE temp.instances_of_{table} USING fts5vocab(main, {table}, 'instance')");
        WordSum there = new();
        using (Statement select = _connection.UseMade($"SELECT term, doc FROM temp.instances_of_{table}"))
        {
            while (Next(select)) there.Add(select.Blob(0), select.Int64(1));
        }
        if (!there.Equals(expected)) Add(StoreFaultKind.Words, $"{there.Count} words lead to {which} grains, and {expected.Count} should, or other ones");
    }
}
