using System.Numerics;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>A set of slots, which are the places of a type's fields in the order of their keys: fewer than 128.</summary>
internal struct SlotSet
{
    private ulong _low, _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int slot)
    {
        ulong bit = 1UL << (slot & 63);
        if (slot < 64) _low |= bit;
        else _high |= bit;
    }

    /// <summary>The number of slots.</summary>
    internal readonly int Count => BitOperations.PopCount(_low) + BitOperations.PopCount(_high);

    /// <summary>The slots that are in both sets.</summary>
    internal readonly SlotSet Shared(in SlotSet other) => new() { _low = _low & other._low, _high = _high & other._high };

    /// <summary>Removes the lowest slot, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTakeLowest(out int slot)
    {
        if (_low != 0)
        {
            slot = BitOperations.TrailingZeroCount(_low);
            _low &= _low - 1;
            return true;
        }
        slot = 64 + BitOperations.TrailingZeroCount(_high);
        if (_high == 0) return false;
        _high &= _high - 1;
        return true;
    }

    internal void Remove(int slot)
    {
        ulong bit = 1UL << (slot & 63);
        if (slot < 64) _low &= ~bit;
        else _high &= ~bit;
    }

    internal readonly bool Contains(int slot) => slot >= 0 && (((slot < 64 ? _low : _high) >> (slot & 63)) & 1) != 0;

    /// <summary>The lowest slot that is here and not in another set, or -1.</summary>
    internal readonly int FirstMissingFrom(in SlotSet other)
    {
        ulong low = _low & ~other._low, high = _high & ~other._high;
        return low != 0 ? BitOperations.TrailingZeroCount(low) : high != 0 ? 64 + BitOperations.TrailingZeroCount(high) : -1;
    }

    /// <summary>The lowest slot that is here and in another set, or -1.</summary>
    internal readonly int FirstSharedWith(in SlotSet other)
    {
        ulong low = _low & other._low, high = _high & other._high;
        return low != 0 ? BitOperations.TrailingZeroCount(low) : high != 0 ? 64 + BitOperations.TrailingZeroCount(high) : -1;
    }
}
