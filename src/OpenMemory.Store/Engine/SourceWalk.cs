namespace OpenMemory.Store;

/// <summary>
/// Goes from grains to those they derive from over <c>derived_from</c>, the nearest first. Whoever walks opens the grains that are asked
/// for; each is asked for once, however many walks meet it.
/// </summary>
internal sealed class SourceWalk
{
    /// <summary>How many steps a source may be away.</summary>
    internal const int MaxHops = 16;

    /// <summary>How many sources a grain has at most.</summary>
    internal const int MaxSources = 64;

    private readonly Dictionary<ContentAddress, ContentAddress[]> _known = [];
    private readonly HashSet<ContentAddress> _seen = [];
    private readonly List<ContentAddress> _parents = [];
    private List<(ContentAddress Address, int Hops)> _sources = [];
    private int _next;

    /// <summary>What the walk found.</summary>
    internal IReadOnlyList<ContentAddress> Sources => [.. _sources.Select(static source => source.Address)];

    /// <summary>Walks over the grains of one state of a store.</summary>
    internal IReadOnlyList<ContentAddress> Of(GrainBlob grain, IStoreReader reader)
    {
        Begin(grain);
        while (TryNext(out ContentAddress address)) Open(reader.TryGet(address, out GrainRow row) ? row.Blob : null);
        return Sources;
    }

    /// <summary>Begins at a grain.</summary>
    internal void Begin(GrainBlob grain)
    {
        _sources = [];
        _next = 0;
        _seen.Clear();
        _seen.Add(grain.Address);
        Add(ParentsOf(grain), 1);
    }

    /// <summary>The next grain to <see cref="Open"/>.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool TryNext(out ContentAddress address)
    {
        for (; _next < _sources.Count && _sources.Count < MaxSources; _next++)
        {
            (address, int hops) = _sources[_next];
            if (hops == MaxHops) break;
            if (!_known.TryGetValue(address, out ContentAddress[]? parents)) return true;
            Add(parents, hops + 1);
        }
        address = default;
        return false;
    }

    /// <summary>Goes on behind the grain that <see cref="TryNext"/> named; null where it cannot be had.</summary>
    internal void Open(GrainBlob? grain) => _known.Add(_sources[_next].Address, grain is null ? [] : ParentsOf(grain));

    private void Add(ReadOnlySpan<ContentAddress> parents, int hops)
    {
        foreach (ContentAddress parent in parents)
        {
            if (_sources.Count == MaxSources) return;
            if (_seen.Add(parent)) _sources.Add((parent, hops));
        }
    }

    private ContentAddress[] ParentsOf(GrainBlob grain)
    {
        GrainView view = grain.View();
        if (!view.IsReadable() || !view.TryGetCore(Field.DerivedFrom, out FieldValue parents)) return [];
        _parents.Clear();
        SupersessionProof.CollectReferences(parents, _parents);
        return [.. _parents.Distinct().Take((2 * MaxSources) + 1)]; // more are not needed, whatever was seen before
    }
}
