namespace OpenMemory;

/// <summary>One entry of a map, or one element of an array (whose key is empty), read in place.</summary>
public readonly ref struct FieldEntry
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly Token _key, _value;
    private readonly EffectiveMap _map;

    internal FieldEntry(ReadOnlySpan<byte> source, scoped in Token key, scoped in Token value, EffectiveMap map)
    {
        _source = source;
        _key = key;
        _value = value;
        _map = map;
    }

    /// <summary>The key as it is stored, in UTF-8.</summary>
    public ReadOnlySpan<byte> Key => _source.Slice(_key.ContentStart, _key.Length);

    /// <summary>The value.</summary>
    public FieldValue Value => new(_source, _value);

    /// <summary>Absolute 0-based offset of the key's first byte in the blob.</summary>
    internal int KeyOffset => _key.Start;

    /// <summary>The field that the key stands for; the default value for keys that the grain's type does not know.</summary>
    public Field Field
    {
        get
        {
            int slot = _map.FindKey(Key);
            return slot < 0 ? default : _map.Definitions[slot].Field;
        }
    }
}
