namespace OpenMemory;

/// <summary>What Compatible reading put up with so far, and the keys of the maps that are open.</summary>
internal sealed class Tolerance
{
    /// <summary>The most deviations that are listed one by one; a hostile blob could have millions.</summary>
    internal const int MaxListed = 1000;

    private readonly List<Deviation> _listed = [];
    private readonly List<(int Start, int ContentStart, int Length)> _keys = [];

    /// <summary>The deepest nesting that the Canonical mode would read.</summary>
    internal int CanonicalDepth { get; set; } = CodecLimits.Untrusted.MaxDepth;

    /// <summary>The number of deviations, listed or not.</summary>
    internal int Count { get; private set; }

    internal IReadOnlyList<Deviation> Listed => _listed;

    internal void Add(DeviationKind kind, in OmsFault fault)
    {
        if (Count++ < MaxListed) _listed.Add(new Deviation(kind, fault));
    }

    /// <summary>Counts the offsets of deviations, from one on, from an outer beginning.</summary>
    internal void Move(int first, int start)
    {
        for (int i = first; i < _listed.Count; i++) _listed[i] = _listed[i] with { Fault = _listed[i].Fault.At(start) };
    }

    /// <summary>Begins a map and answers what <see cref="EndMap"/> needs.</summary>
    internal int BeginMap() => _keys.Count;

    internal void AddKey(scoped in Token key) => _keys.Add((key.Start, key.ContentStart, key.Length));

    /// <summary>Ends a map.</summary>
    /// <returns>The offset of a key that occurs twice, or -1.</returns>
    internal int EndMap(ReadOnlySpan<byte> source, int first)
    {
        int duplicate = IsAscending(source, first) ? -1 : FindDuplicate(source, first);
        _keys.RemoveRange(first, _keys.Count - first);
        return duplicate;
    }

    private bool IsAscending(ReadOnlySpan<byte> source, int first)
    {
        for (int i = first + 1; i < _keys.Count; i++)
        {
            if (Key(source, i - 1).SequenceCompareTo(Key(source, i)) >= 0) return false;
        }
        return true;
    }

    private int FindDuplicate(ReadOnlySpan<byte> source, int first)
    {
        // A hostile map has millions of keys: they are sorted as numbers, and copied only where their beginnings agree.
        ulong[] prefixes = new ulong[_keys.Count - first];
        int[] indexes = new int[prefixes.Length];
        for (int i = 0; i < prefixes.Length; i++) (prefixes[i], indexes[i]) = (CanonicalOrder.Prefix(Key(source, first + i)), first + i);
        Array.Sort(prefixes, indexes);
        for (int begin = 0, end; begin < prefixes.Length; begin = end)
        {
            for (end = begin + 1; end < prefixes.Length && prefixes[end] == prefixes[begin];) end++;
            if (end - begin == 1) continue;
            Array.Sort(indexes, begin, end - begin);
            int duplicate = FindDuplicate(source, indexes.AsSpan(begin, end - begin));
            if (duplicate >= 0) return duplicate;
        }
        return -1;
    }

    /// <summary>Finds the second of two equal keys among some that begin alike.</summary>
    private int FindDuplicate(ReadOnlySpan<byte> source, ReadOnlySpan<int> indexes)
    {
        int seen = 0; // lengths up to 8, which such keys differ in or not at all
        List<(byte[] Key, int Start)> longer = [];
        foreach (int index in indexes)
        {
            ReadOnlySpan<byte> key = Key(source, index);
            if (key.Length > 8) longer.Add((key[8..].ToArray(), _keys[index].Start));
            else if ((seen & (1 << key.Length)) != 0) return _keys[index].Start;
            else seen |= 1 << key.Length;
        }
        longer.Sort(static (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is not 0 and var order ? order : a.Start.CompareTo(b.Start));
        for (int i = 1; i < longer.Count; i++)
        {
            if (longer[i].Key.AsSpan().SequenceEqual(longer[i - 1].Key)) return longer[i].Start;
        }
        return -1;
    }

    private ReadOnlySpan<byte> Key(ReadOnlySpan<byte> source, int index) => source.Slice(_keys[index].ContentStart, _keys[index].Length);
}
