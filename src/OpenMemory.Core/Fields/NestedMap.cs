using System.Collections.Frozen;

namespace OpenMemory;

/// <summary>The names and keys of one kind of nested map that is compacted (§4.7). Nothing deeper is.</summary>
internal sealed partial class NestedMap
{
    private readonly FrozenDictionary<string, NestedField> _byName;
    private readonly FrozenDictionary<string, NestedField> _byKey;
    private readonly KeyIndex _names, _allNames, _allKeys;
    private readonly byte[][] _keys;

    private NestedMap(params NestedField[] fields)
    {
        Fields = fields;
        NestedField[] shortened = [.. fields.Where(static field => field.Name != field.Key)];
        _names = new KeyIndex(shortened.Select(static field => field.NameBytes));
        _keys = [.. shortened.Select(static field => field.KeyBytes)];
        _allNames = new KeyIndex(fields.Select(static field => field.NameBytes));
        _allKeys = new KeyIndex(fields.Select(static field => field.KeyBytes));
        _byName = fields.ToFrozenDictionary(static field => field.Name, StringComparer.Ordinal);
        _byKey = fields.ToFrozenDictionary(static field => field.Key, StringComparer.Ordinal);
    }

    /// <summary>Entries of <c>provenance_chain</c>: no short keys, but a float that may be given as an integer (OMS-4.3-5).</summary>
    internal static NestedMap Provenance { get; } = new(new NestedField("weight", "weight", isFloat: true));

    internal IReadOnlyList<NestedField> Fields { get; }

    /// <summary>The kind of map that stands in an array field; null where nothing is compacted.</summary>
    internal static NestedMap? OfEntries(Field field)
    {
        if (field == Field.ContentRefs) return ContentRef;
        if (field == Field.EmbeddingRefs) return EmbeddingRef;
        if (field == Field.RelatedTo) return RelatedTo;
        return field == Field.Edges ? Edge : null;
    }

    /// <summary>The field of a full name; null for a key of the author's own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="taken">Whether the name is instead the short key of another field, which would be read as that one.</param>
    internal NestedField? Find(string name, out bool taken)
    {
        taken = false;
        if (_byName.TryGetValue(name, out NestedField? field)) return field;
        taken = _byKey.ContainsKey(name);
        return null;
    }

    /// <summary>Whether a stored key is a full name that a canonical writer would have shortened.</summary>
    internal bool IsLongName(ReadOnlySpan<byte> key) => _names.Find(CanonicalOrder.Prefix(key), key) >= 0;

    /// <summary>The short key of a full name; null for anything else.</summary>
    internal byte[]? KeyOf(ReadOnlySpan<byte> name) => _names.Find(CanonicalOrder.Prefix(name), name) is >= 0 and var index ? _keys[index] : null;

    /// <summary>The full name that a stored key is read as.</summary>
    internal string Expand(string key) => _byKey.TryGetValue(key, out NestedField? field) ? field.Name : key;
}
