using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace OpenMemory;

/// <summary>
/// Finds grains by address in 16 bytes for each: positions in a hash table, where a match of 32 further bits of the
/// address is proved by computing the grain's address.
/// </summary>
internal sealed class AddressTable
{
    private const int MaxCount = (1 << 30) / 5 * 4, Ahead = 16;

    private readonly Func<int, ContentAddress> _addressOf;
    private readonly ulong[] _slots; // position + 1 below, 32 bits of the address above; 0 is free
    private readonly int _mask, _shift;
    private readonly ulong _secret = 2 * (ulong)Random.Shared.NextInt64() + 1; // strangers make grains, but cannot make them meet in one place

    /// <param name="count">The number of grains, which the file has been proved to have.</param>
    /// <param name="addressOf">Computes the address of a grain.</param>
    internal AddressTable(int count, Func<int, ContentAddress> addressOf)
    {
        if (count > MaxCount) Throw.Fault(OmsErrorCode.NotSupported, "R-5", "The file holds more grains than can be found by address", 4);
        _addressOf = addressOf;
        long wanted = Math.Max(8L, count + (count / 3L));
        _slots = new ulong[Math.Min(BitOperations.RoundUpToPowerOf2((ulong)wanted), 1 << 30)];
        _mask = _slots.Length - 1;
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
    }

    /// <summary>Adds a grain of a run, and has the processor fetch the place of a later one: places of a large table are far from one another.</summary>
    /// <returns>As of <see cref="Add"/>.</returns>
    internal unsafe int AddOf(ReadOnlySpan<ContentAddress> run, int i, int first)
    {
        if (Sse.IsSupported && i + Ahead < run.Length) Sse.Prefetch0(Unsafe.AsPointer(ref _slots[SlotOf(run[i + Ahead].Prefix64)]));
        return Add(run[i], first + i);
    }

    /// <summary>Adds a grain.</summary>
    /// <returns>The position of one with the same address that was added before, which stays; or -1.</returns>
    internal int Add(in ContentAddress address, int index)
    {
        ulong hash = address.Prefix64;
        int slot = SlotOf(hash);
        for (; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (Matches(_slots[slot], hash, address, out int existing)) return existing;
        }
        _slots[slot] = (hash & 0xffffffff_00000000) | (uint)(index + 1);
        return -1;
    }

    internal bool TryFind(in ContentAddress address, out int index)
    {
        ulong hash = address.Prefix64;
        for (int slot = SlotOf(hash); _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (Matches(_slots[slot], hash, address, out index)) return true;
        }
        index = -1;
        return false;
    }

    private int SlotOf(ulong hash) => (int)((hash * _secret) >> _shift);

    private bool Matches(ulong slot, ulong hash, in ContentAddress address, out int index)
    {
        index = (int)(uint)slot - 1;
        return (slot ^ hash) >> 32 == 0 && _addressOf(index) == address;
    }
}
