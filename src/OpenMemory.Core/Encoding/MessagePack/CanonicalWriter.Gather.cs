using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>
    /// Copies the entries of the open map in an order, in whole registers: what is copied too much is overwritten by the next entry.
    /// Only near the end of the destination, which may not be ours, no byte too many is written.
    /// </summary>
    private void Gather(ReadOnlySpan<int> order, Span<MapEntry> entries, Span<byte> destination, int position)
    {
        Reserve(Vector256<byte>.Count); // a register is read behind what is written
        ref byte source = ref MemoryMarshal.GetArrayDataReference(_buffer);
        ref byte target = ref MemoryMarshal.GetReference(destination[.._length]);
        int last = _length - Vector256<byte>.Count; // where a register may still be written
        foreach (int index in order)
        {
            ref MapEntry entry = ref entries[index];
            int length = entry.End - entry.Start;
            ref byte from = ref Unsafe.Add(ref source, entry.Start), to = ref Unsafe.Add(ref target, position);
            entry.Start = position;
            position += length;
            if (position > last) CopyExactly(ref from, ref to, (nuint)length);
            else
            {
                for (int at = 0; at < length; at += Vector256<byte>.Count) Vector256.LoadUnsafe(ref from, (nuint)at).StoreUnsafe(ref to, (nuint)at);
            }
        }
    }

    /// <summary>Copies by loads and stores that overlap in the middle; an entry has at least two bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyExactly(ref byte from, ref byte to, nuint length)
    {
        if (length >= 16)
        {
            for (nuint at = 0; at < length - 16; at += 16) Vector128.LoadUnsafe(ref from, at).StoreUnsafe(ref to, at);
            Vector128.LoadUnsafe(ref from, length - 16).StoreUnsafe(ref to, length - 16);
        }
        else if (length >= 8) CopyEnds<ulong>(ref from, ref to, length - 8);
        else if (length >= 4) CopyEnds<uint>(ref from, ref to, length - 4);
        else CopyEnds<ushort>(ref from, ref to, length - 2);
    }

    private static void CopyEnds<T>(ref byte from, ref byte to, nuint tail)
    {
        T head = Unsafe.ReadUnaligned<T>(ref from), end = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref from, tail));
        Unsafe.WriteUnaligned(ref to, head);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, tail), end);
    }
}
