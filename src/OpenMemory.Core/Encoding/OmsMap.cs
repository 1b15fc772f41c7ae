using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OpenMemory;

/// <summary>
/// An immutable map with text keys inside a grain. Set entries in an initializer:
/// <c>new OmsMap { ["step"] = 3, ["done"] = false }</c>. Order does not matter: it is canonical when written (OMS-4.1-1).
/// </summary>
public sealed class OmsMap : IReadOnlyDictionary<string, OmsValue>, IEquatable<OmsMap>
{
    private readonly Dictionary<string, OmsValue> _entries;

    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public OmsMap() => _entries = new(StringComparer.Ordinal);

    /// <summary>Makes a map of the given entries; a later entry with the same key wins.</summary>
    /// <param name="entries">The entries; they are copied.</param>
    public OmsMap(IEnumerable<KeyValuePair<string, OmsValue>> entries)
        : this()
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach ((string key, OmsValue value) in entries) _entries[key] = value;
    }

    private OmsMap(Dictionary<string, OmsValue> entries) => _entries = entries;

    /// <summary>A map without entries.</summary>
    public static OmsMap Empty { get; } = new();

    /// <summary>The value of a key; settable in an initializer only.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public OmsValue this[string key]
    {
        get => _entries[key];
        init => _entries[key] = value;
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<OmsValue> Values => _entries.Values;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out OmsValue value) => _entries.TryGetValue(key, out value);

    /// <summary>The entries, in the order in which they were set.</summary>
    /// <returns>An enumerator that allocates nothing.</returns>
    public Dictionary<string, OmsValue>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, OmsValue>> IEnumerable<KeyValuePair<string, OmsValue>>.GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Compares deeply, whatever the order of the entries.</summary>
    /// <param name="other">The other map.</param>
    /// <returns>Whether both have the same keys with equal values.</returns>
    public bool Equals(OmsMap? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        foreach ((string key, OmsValue value) in _entries)
        {
            if (!other._entries.TryGetValue(key, out OmsValue theirs) || theirs != value) return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OmsMap);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>Takes a dictionary that nobody else holds.</summary>
    internal static OmsMap Adopt(Dictionary<string, OmsValue> entries) => new(entries);

    /// <summary>A copy of the entries that the caller may change.</summary>
    internal Dictionary<string, OmsValue> ToDictionary() => new(_entries, StringComparer.Ordinal);
}
