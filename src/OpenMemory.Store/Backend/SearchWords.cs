using System.Text;

namespace OpenMemory.Store;

/// <summary>
/// The words of a search, looked for in place. A grain's score is the share of the words that it has, each weighing
/// <c>ln(1 + N / n)</c>: N grains were searched and n of them have the word, so that a rare word says more than a common one.
/// </summary>
internal sealed class SearchWords
{
    /// <summary>How many different words count.</summary>
    internal const int MaxWords = 64;

    /// <summary>How many characters of a text count.</summary>
    internal const int MaxCharacters = 1024;

    private readonly List<byte[]> _words = [];
    private readonly int _longest;
    private readonly ulong _lengths;

    internal SearchWords(string text)
    {
        ReadOnlySpan<byte> utf8 = Nfc.Normalized(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, MaxCharacters)]));
        WordReader reader = new(utf8, new byte[WordReader.RoomFor(3 * utf8.Length)]);
        while (_words.Count < MaxWords && reader.MoveNext())
        {
            if (IndexOf(reader.Current) >= 0) continue;
            byte[] word = reader.Current.ToArray();
            _words.Add(word);
            _longest = Math.Max(_longest, word.Length);
            _lengths |= LengthBit(word.Length);
        }
    }

    /// <summary>The number of different words.</summary>
    internal int Count => _words.Count;

    /// <summary>A word, folded.</summary>
    internal ReadOnlySpan<byte> this[int word] => _words[word];

    /// <summary>Which of the words a grain has, as bits; none of a sealed one.</summary>
    internal ulong Find(GrainView grain)
    {
        if (grain.IsSealed) return 0;
        Span<byte> room = stackalloc byte[Math.Min(WordReader.RoomFor(_longest), 1024)];
        if (TryGetEmbeddingText(grain, out FieldValue text)) return FindIn(text, grain.IsCanonical, room);
        ulong found = 0;
        foreach (Field field in SearchTexts.Of(grain.Type))
        {
            if (grain.TryGetCore(field, out FieldValue value)) found |= FindIn(value, grain.IsCanonical, room);
        }
        return found;
    }

    /// <summary>Which of the words stand in a list of folded words with single spaces between them, as bits.</summary>
    internal ulong FindAmong(ReadOnlySpan<byte> words)
    {
        ulong found = 0;
        foreach (Range word in words.Split((byte)' '))
        {
            if (IndexOf(words[word]) is var index and >= 0) found |= 1UL << index;
        }
        return found;
    }

    /// <summary>Full names of the fields of a grain that have one of the words.</summary>
    internal IReadOnlyList<string> FieldsOf(GrainView grain)
    {
        if (grain.IsSealed) return [];
        Span<byte> room = stackalloc byte[Math.Min(WordReader.RoomFor(_longest), 1024)];
        if (TryGetEmbeddingText(grain, out FieldValue text)) return FindIn(text, grain.IsCanonical, room) == 0 ? [] : [Field.EmbeddingText.FullName];
        List<string> names = [];
        foreach (Field field in SearchTexts.Of(grain.Type))
        {
            if (grain.TryGetCore(field, out FieldValue value) && FindIn(value, grain.IsCanonical, room) != 0) names.Add(field.FullName);
        }
        return names;
    }

    /// <summary>What each word weighs.</summary>
    /// <param name="searched">How many grains were searched.</param>
    /// <param name="having">How many of them have each word.</param>
    internal static double[] Weights(long searched, ReadOnlySpan<long> having)
    {
        double[] weights = new double[having.Length];
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Log(1 + ((double)searched / Math.Max(1, having[i])));
        return weights;
    }

    /// <summary>The score of a grain that has some words: 0 … 1.</summary>
    internal static double Score(ulong found, ReadOnlySpan<double> weights)
    {
        double all = 0, had = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            all += weights[i];
            if ((found & (1UL << i)) != 0) had += weights[i];
        }
        return all > 0 ? Math.Min(1, had / all) : 0;
    }

    private static bool TryGetEmbeddingText(GrainView grain, out FieldValue text) =>
        grain.TryGetCore(Field.EmbeddingText, out text) && text.Kind == OmsValueKind.Text;

    private static ulong LengthBit(int length) => 1UL << Math.Min(length, 63);

    private ulong FindIn(FieldValue value, bool isCanonical, Span<byte> room)
    {
        ulong found = 0;
        if (value.Kind == OmsValueKind.Text)
        {
            WordReader reader = new(isCanonical ? value.Utf8 : Nfc.Normalized(value.Utf8), room);
            while (reader.MoveNext())
            {
                if ((_lengths & LengthBit(reader.Current.Length)) != 0 && IndexOf(reader.Current) is var word and >= 0) found |= 1UL << word;
            }
        }
        else if (value.Kind is OmsValueKind.Array or OmsValueKind.Map)
        {
            foreach (FieldEntry entry in value) found |= FindIn(entry.Value, isCanonical, room);
        }
        return found;
    }

    private int IndexOf(ReadOnlySpan<byte> word)
    {
        for (int i = 0; i < _words.Count; i++)
        {
            if (word.SequenceEqual(_words[i])) return i;
        }
        return -1;
    }
}
