namespace OpenMemory;

/// <summary>Walks the entries of a map or the elements of an array in place.</summary>
public ref struct FieldEnumerator
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly EffectiveMap _map;
    private readonly PayloadEncoding _encoding;
    private readonly bool _hasKeys;
    private int _remaining;
    private int _next;
    private Token _key, _value;

    internal FieldEnumerator(ReadOnlySpan<byte> source, scoped in Token container, EffectiveMap map)
    {
        _source = source;
        _map = map;
        _encoding = container.Encoding;
        _hasKeys = container.Kind == OmsValueKind.Map;
        _remaining = container.Kind >= OmsValueKind.Array ? container.Length : 0;
        _next = container.ContentStart;
    }

    /// <summary>The current entry.</summary>
    public readonly FieldEntry Current => new(_source, _key, _value, _map);

    /// <summary>Moves to the next entry.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        int start;
        do
        {
            if (_remaining == 0) return false;
            _remaining--;
            if (_hasKeys) TrustedReader.Read(_source, _encoding, ref _next, out _key);
            start = _next;
            TrustedReader.Read(_source, _encoding, ref _next, out _value);
        }
        while (_value.Kind == OmsValueKind.Null && _hasKeys); // an absent entry, which only the Compatible mode lets in
        if (_value.Kind >= OmsValueKind.Array)
        {
            _next = start;
            TrustedReader.Skip(_source, _encoding, ref _next);
        }
        return true;
    }
}
