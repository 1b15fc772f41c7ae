using System.Collections;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Index-layer state that travels with a <c>.mg</c> file (§11.7): a map from the addresses of grains to what the index of the
/// exporter knew of them. Immutable, ordered by address; grains without an entry have the default state.
/// </summary>
/// <remarks>
/// A manifest is a statement of whoever made the file. It is never written into blobs (OMS-11.7-5), and how much of it an
/// importer may believe is said by <see cref="ManifestImport"/>.
/// </remarks>
public sealed partial class IndexManifest : IReadOnlyCollection<KeyValuePair<ContentAddress, IndexState>>
{
    /// <summary>The largest manifest that is read unless told otherwise: 256 MiB.</summary>
    public const int DefaultMaxBytes = 256 << 20;

    private readonly KeyValuePair<ContentAddress, IndexState>[] _entries; // ascending

    internal IndexManifest(KeyValuePair<ContentAddress, IndexState>[] entries, PayloadEncoding encoding = default, Tolerance? tolerance = null)
    {
        _entries = entries;
        Encoding = encoding;
        Deviations = tolerance?.Listed ?? [];
        DeviationCount = tolerance?.Count ?? 0;
    }

    /// <summary>The manifest without entries.</summary>
    public static IndexManifest Empty { get; } = new([]);

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Length;

    /// <summary>How the bytes were written that the manifest was read from; MessagePack for one that was made.</summary>
    public PayloadEncoding Encoding { get; }

    /// <summary>
    /// What the Compatible mode put up with when the manifest was read, the first 1,000; offsets count from the manifest's first
    /// byte. Empty for one that was made.
    /// </summary>
    public IReadOnlyList<Deviation> Deviations { get; }

    /// <summary>The number of deviations, listed or not.</summary>
    public int DeviationCount { get; }

    /// <summary>Whether a file must carry the manifest: an entry has portable state that is not the default (OMS-11.7-1).</summary>
    public bool HasPortableState
    {
        get
        {
            foreach (KeyValuePair<ContentAddress, IndexState> entry in _entries)
            {
                if (entry.Value.HasPortableState) return true;
            }
            return false;
        }
    }

    /// <summary>The state of a grain.</summary>
    /// <param name="address">The grain.</param>
    /// <returns>Its state; <see cref="IndexState.Default"/> where the manifest has no entry (OMS-11.7-7).</returns>
    public IndexState this[ContentAddress address] => TryGet(address, out IndexState state) ? state : IndexState.Default;

    /// <summary>Makes a manifest of states in any order.</summary>
    /// <param name="entries">Addresses and states; no address twice.</param>
    /// <param name="keepDefaults">
    /// Keeps default values that were given, and entries that say nothing else. Writers leave them out, which is the
    /// default; readers take both.
    /// </param>
    /// <returns>The manifest.</returns>
    /// <exception cref="ArgumentException">An address occurs twice, or a state is null.</exception>
    public static IndexManifest Create(IEnumerable<KeyValuePair<ContentAddress, IndexState>> entries, bool keepDefaults = false)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<KeyValuePair<ContentAddress, IndexState>> kept = [];
        foreach ((ContentAddress address, IndexState state) in entries)
        {
            if (state is null) throw new ArgumentException("A state is null.", nameof(entries));
            kept.Add(KeyValuePair.Create(address, keepDefaults ? state : state.WithoutDefaults()));
        }
        CollectionsMarshal.AsSpan(kept).Sort(s_byAddress);
        if (FindDuplicate(CollectionsMarshal.AsSpan(kept)) >= 0) throw new ArgumentException("An address occurs twice.", nameof(entries));
        if (!keepDefaults) kept.RemoveAll(static entry => entry.Value.IsDefault);
        return kept.Count == 0 ? Empty : new IndexManifest([.. kept]);
    }

    /// <summary>Finds the state of a grain by binary search.</summary>
    /// <param name="address">The grain.</param>
    /// <param name="state">Its state, or <see cref="IndexState.Default"/>.</param>
    /// <returns>Whether the manifest has an entry for it.</returns>
    public bool TryGet(ContentAddress address, out IndexState state)
    {
        for (int low = 0, high = _entries.Length - 1; low <= high;)
        {
            int middle = low + ((high - low) >> 1), order = _entries[middle].Key.CompareTo(address);
            if (order == 0)
            {
                state = _entries[middle].Value;
                return true;
            }
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        state = IndexState.Default;
        return false;
    }

    /// <summary>Leaves out entries, for example those of grains that are not in a file.</summary>
    /// <param name="keep">Says whether the entry of an address stays.</param>
    /// <returns>The other manifest; this one where every entry stays.</returns>
    public IndexManifest Restrict(Func<ContentAddress, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        KeyValuePair<ContentAddress, IndexState>[] kept = Array.FindAll(_entries, entry => keep(entry.Key));
        return kept.Length == _entries.Length ? this : new IndexManifest(kept, Encoding);
    }

    /// <summary>The entries by ascending address.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<KeyValuePair<ContentAddress, IndexState>> GetEnumerator() => _entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The order of addresses, which is that of their texts in both encodings.</summary>
    internal static readonly Comparison<KeyValuePair<ContentAddress, IndexState>> s_byAddress = static (a, b) => a.Key.CompareTo(b.Key);

    /// <summary>The place of the second of two equal addresses that stand in order, or -1.</summary>
    internal static int FindDuplicate(ReadOnlySpan<KeyValuePair<ContentAddress, IndexState>> entries)
    {
        for (int i = 1; i < entries.Length; i++)
        {
            if (entries[i - 1].Key == entries[i].Key) return i;
        }
        return -1;
    }
}
