namespace OpenMemory;

/// <summary>What Compatible reading put up with so far, and the keys of the maps that are open.</summary>
internal sealed class Tolerance
{
    /// <summary>The most deviations that are listed one by one; a hostile blob could have millions.</summary>
    internal const int MaxListed = 1000;

    private readonly List<Deviation> _listed = [];
    private readonly List<(int Start, int Length)> _keys = [];

    /// <summary>The number of deviations, listed or not.</summary>
    internal int Count { get; private set; }

    internal IReadOnlyList<Deviation> Listed => _listed;

    internal void Add(DeviationKind kind, in OmsFault fault)
    {
        if (Count++ < MaxListed) _listed.Add(new Deviation(kind, fault));
    }

    /// <summary>Begins a map and answers what <see cref="EndMap"/> needs.</summary>
    internal int BeginMap() => _keys.Count;

    internal void AddKey(scoped in Token key) => _keys.Add((key.ContentStart, key.Length));

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
        (byte[] Key, int Start)[] keys = new (byte[], int)[_keys.Count - first];
        for (int i = 0; i < keys.Length; i++) keys[i] = (Key(source, first + i).ToArray(), _keys[first + i].Start);
        Array.Sort(keys, static (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is not 0 and var order ? order : a.Start.CompareTo(b.Start));
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i].Key.AsSpan().SequenceEqual(keys[i - 1].Key)) return keys[i].Start;
        }
        return -1;
    }

    private ReadOnlySpan<byte> Key(ReadOnlySpan<byte> source, int index) => source.Slice(_keys[index].Start, _keys[index].Length);
}
