namespace OpenMemory;

internal ref partial struct PayloadReader
{
    /// <summary>
    /// Reads everything inside a container whose header was just read. Depth is bounded before each descent, so the
    /// recursion is too (OMS-4.10-1).
    /// </summary>
    /// <param name="token">The value; scalars have nothing inside.</param>
    /// <param name="depth">The level of the container itself; the payload map is 1.</param>
    internal bool TrySkipInside(scoped in Token token, int depth) => token.Kind switch
    {
        OmsValueKind.Array => TryEnter(token, depth) && TrySkipArray(token.Length, depth),
        OmsValueKind.Map => TryEnter(token, depth) && TrySkipMap(token.Length, depth),
        _ => true,
    };

    /// <summary>Whether a container may stand at this depth. The Compatible mode goes deeper, and says where .</summary>
    internal bool TryEnter(scoped in Token token, int depth)
    {
        if (depth > _maxDepth) return Fail(OmsErrorCode.Corrupt, "OMS-4.10-2", "Values are nested too deeply", token.Start);
        return _tolerance is null || depth != _tolerance.CanonicalDepth + 1 || Tolerate("OMS-4.10-2", "Values are nested too deeply", token.Start);
    }

    /// <summary>Reads one whole value.</summary>
    internal bool TrySkip(int depth) => TryRead(out Token token) && TrySkipInside(token, depth);

    /// <summary>Whether a key may follow the one before it.</summary>
    internal bool TryOrder(scoped in Token previous, ulong previousPrefix, scoped in Token key, ulong prefix)
    {
        int order = _encoding == PayloadEncoding.Cbor && previous.Length != key.Length
            ? previous.Length - key.Length // the length stands first in the encoded key
            : CanonicalOrder.Compare(previousPrefix, Content(previous), prefix, Content(key));
        if (order < 0) return true;
        return order == 0 ? Twice(key.Start) : Tolerate("OMS-4.1-1", "Map keys are out of order", key.Start);
    }

    /// <summary>Begins a map whose keys may be out of order.</summary>
    internal readonly int BeginMap() => _tolerance?.BeginMap() ?? 0;

    /// <summary>Ends a map: where keys were out of order, two that are equal need not be neighbours.</summary>
    internal bool TryEndMap(int first)
    {
        int duplicate = _tolerance?.EndMap(_source, first) ?? -1;
        return duplicate < 0 || Twice(duplicate);
    }

    /// <summary>Refuses null as the value of a map entry; the Compatible mode reads it as absent.</summary>
    internal bool TryNotNull(scoped in Token value) =>
        value.Kind != OmsValueKind.Null || Tolerate("OMS-4.5-1", "A map entry is null", value.Start);

    private bool Twice(int offset) => Fail(OmsErrorCode.Corrupt, "OMS-4.1-2", "A map holds a key twice", offset);

    private bool TrySkipArray(int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            if (!TrySkip(depth + 1)) return false;
        }
        return true;
    }

    private bool TrySkipMap(int count, int depth)
    {
        Token previous = default;
        ulong previousPrefix = 0;
        int first = BeginMap();
        for (int i = 0; i < count; i++)
        {
            if (!TryReadKey(out Token key, out ulong prefix)) return false;
            if (i > 0 && !TryOrder(previous, previousPrefix, key, prefix)) return false;
            _tolerance?.AddKey(key);
            if (!TryRead(out Token value) || !TryNotNull(value) || !TrySkipInside(value, depth + 1)) return false;
            previous = key;
            previousPrefix = prefix;
        }
        return TryEndMap(first);
    }
}
