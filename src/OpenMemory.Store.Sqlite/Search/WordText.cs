namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Makes the text of a grain that the word index takes in: the words that <see cref="SearchWords"/> would find in it, folded, each once,
/// with single spaces between them. For one thread; the buffers are used again.
/// </summary>
internal sealed class WordText
{
    /// <summary>
    /// The longest word that is indexed. The text of a search is cut at 1024 characters, which are at most 3072 bytes, which normalization and
    /// folding can each make three times as long: no search can ask for a longer one. FTS5 would cut words behind 32768 bytes.
    /// </summary>
    internal const int LongestWord = 9 * 3 * SearchWords.MaxCharacters;

    private const int LargestKept = 1 << 20;

    private readonly byte[] _word = new byte[WordReader.RoomFor(LongestWord)];
    private byte[] _text = new byte[1024];
    private int _length;
    private (int Start, int Length)[] _table = new (int, int)[256]; // open addressing; no length where there is no word
    private int _count;

    /// <summary>The words of a grain; none of one that cannot be read. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Of(GrainView grain)
    {
        Clear();
        if (!grain.IsReadable()) return default;
        if (grain.TryGetCore(Field.EmbeddingText, out FieldValue text) && text.Kind == OmsValueKind.Text) Add(text, grain.IsCanonical);
        else
        {
            foreach (Field field in SearchTexts.Of(grain.Type))
            {
                if (grain.TryGetCore(field, out FieldValue value)) Add(value, grain.IsCanonical);
            }
        }
        return _text.AsSpan(0, _length);
    }

    private void Clear()
    {
        if (_text.Length > LargestKept) (_text, _table) = (new byte[1024], new (int, int)[256]);
        else if (_count > 0) Array.Clear(_table);
        (_length, _count) = (0, 0);
    }

    private void Add(FieldValue value, bool isCanonical)
    {
        if (value.Kind == OmsValueKind.Text)
        {
            WordReader reader = new(isCanonical ? value.Utf8 : Nfc.Normalized(value.Utf8), _word);
            while (reader.MoveNext()) Add(reader.Current);
        }
        else if (value.Kind is OmsValueKind.Array or OmsValueKind.Map)
        {
            foreach (FieldEntry entry in value) Add(entry.Value, isCanonical);
        }
    }

    private void Add(ReadOnlySpan<byte> word)
    {
        ref (int Start, int Length) slot = ref SlotOf(word);
        if (slot.Length > 0) return;
        if (_length + 1 + word.Length > _text.Length) Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + 1 + word.Length));
        if (_length > 0) _text[_length++] = (byte)' ';
        word.CopyTo(_text.AsSpan(_length));
        slot = (_length, word.Length);
        _length += word.Length;
        if (++_count > _table.Length / 2) Grow();
    }

    private ref (int Start, int Length) SlotOf(ReadOnlySpan<byte> word)
    {
        HashCode hash = default; // its seed is the process's own, so that no grain can choose where its words fall
        hash.AddBytes(word);
        int mask = _table.Length - 1;
        for (int i = hash.ToHashCode() & mask; ; i = (i + 1) & mask)
        {
            ref (int Start, int Length) slot = ref _table[i];
            if (slot.Length == 0 || _text.AsSpan(slot.Start, slot.Length).SequenceEqual(word)) return ref slot;
        }
    }

    private void Grow()
    {
        (int Start, int Length)[] before = _table;
        _table = new (int, int)[2 * before.Length];
        foreach ((int start, int length) in before)
        {
            if (length > 0) SlotOf(_text.AsSpan(start, length)) = (start, length);
        }
    }
}
