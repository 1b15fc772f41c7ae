using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Finds a short key among a fixed set: one multiplication, one load and usually one comparison.</summary>
internal sealed class KeyIndex
{
    private const int Bits = 9;

    private readonly byte[][] _keys;
    private readonly ulong[] _prefixes;
    private readonly short[] _table = new short[1 << Bits];

    internal KeyIndex(IEnumerable<byte[]> keys)
    {
        _keys = [.. keys];
        _prefixes = [.. _keys.Select(static key => CanonicalOrder.Prefix(key))];
        Array.Fill(_table, (short)-1);
        for (int i = 0; i < _keys.Length; i++)
        {
            int slot = Slot(_prefixes[i], _keys[i].Length);
            while (_table[slot] >= 0) slot = (slot + 1) & (_table.Length - 1);
            _table[slot] = (short)i;
        }
    }

    /// <summary>The position of a key in the set, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ulong prefix, ReadOnlySpan<byte> key)
    {
        for (int slot = Slot(prefix, key.Length); ; slot = (slot + 1) & (_table.Length - 1))
        {
            int index = _table[slot];
            if (index < 0) return -1;
            if (_prefixes[index] == prefix && _keys[index].Length == key.Length && (key.Length <= 8 || key.SequenceEqual(_keys[index])))
                return index;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(ulong prefix, int length) =>
        (int)(((prefix + (ulong)length) * 0x9E3779B97F4A7C15UL) >> (64 - Bits));
}
