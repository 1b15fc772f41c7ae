using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>
/// Where the first sixteen fields of a grain stand, so that a look-up is one comparison of sixteen slots instead of a walk.
/// A grain with more fields, or with fields beyond 64 KiB, is walked.
/// </summary>
internal struct FieldIndex
{
    private const int Capacity = 16;

    private SlotBytes _slots;
    private OffsetWords _offsets;
    private int _count;

    /// <summary>Whether a look-up that finds nothing has looked at everything.</summary>
    internal bool IsComplete { get; private set; }

    internal static FieldIndex Start(int fields) => new() { IsComplete = fields <= Capacity };

    /// <summary>Takes note of a field; -1 for a key that is not one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int slot, int valueStart)
    {
        if (_count == Capacity) return;
        if (valueStart > ushort.MaxValue) IsComplete = false;
        _slots[_count] = (byte)slot;
        _offsets[_count++] = (ushort)valueStart;
    }

    /// <summary>Where a field's value begins, or -1; only asked when complete.</summary>
    internal readonly int Find(int slot)
    {
        Vector128<byte> slots = Vector128.LoadUnsafe(in _slots[0]);
        uint hits = Vector128.Equals(slots, Vector128.Create((byte)slot)).ExtractMostSignificantBits() & ((1u << _count) - 1);
        return hits == 0 ? -1 : _offsets[BitOperations.TrailingZeroCount(hits)];
    }

    [InlineArray(Capacity)]
    private struct SlotBytes
    {
        private byte _first;
    }

    [InlineArray(Capacity)]
    private struct OffsetWords
    {
        private ushort _first;
    }
}
