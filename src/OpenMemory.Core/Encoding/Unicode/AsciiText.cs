using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>Finds out how much of a text is ASCII, which is well-formed and normalised as it is.</summary>
internal static class AsciiText
{
    /// <summary>The longest text that overlapping loads settle, and the bytes of a step through longer ones.</summary>
    internal const int Short = 64;

    /// <summary>The bytes of a step while all is ASCII.</summary>
    private const int Stride = 4 * Short;

    /// <summary>The bits that are set in no ASCII byte.</summary>
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Whether at most <see cref="Short"/> bytes are all ASCII, by loads that overlap in the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShortAscii(ReadOnlySpan<byte> text)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        nuint length = (nuint)text.Length;
        if (length >= 16)
        {
            Vector128<byte> all = Vector128.LoadUnsafe(ref start) | Vector128.LoadUnsafe(ref start, length - 16);
            if (length > 32)
            {
                all |= Vector128.LoadUnsafe(ref start, 16) | Vector128.LoadUnsafe(ref start, length - 32);
            }

            return (all & Vector128.Create((byte)0x80)) == Vector128<byte>.Zero;
        }

        if (length >= 8)
        {
            ulong both = Unsafe.ReadUnaligned<ulong>(ref start)
                | Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
            return (both & HighBits) == 0;
        }

        if (length >= 4)
        {
            uint both = Unsafe.ReadUnaligned<uint>(ref start)
                | Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
            return (both & HighBits) == 0;
        }

        // The first, middle and last byte are all there is in one to three.
        return length == 0
            || (sbyte)(start | Unsafe.Add(ref start, length >> 1) | Unsafe.Add(ref start, length - 1)) >= 0;
    }

    /// <summary>
    /// Copies at most <see cref="Short"/> characters where all are ASCII, by loads and stores that overlap in the middle. Where they
    /// are not, the room for as many bytes holds nothing of use.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryNarrow(ReadOnlySpan<char> text, ref byte to)
    {
        ref ushort from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        nuint length = (nuint)text.Length;
        if (length >= 16)
        {
            Vector128<ushort> all = NarrowSixteen(ref from, ref to) | NarrowSixteen(ref Unsafe.Add(ref from, length - 16), ref Unsafe.Add(ref to, length - 16));
            for (nuint at = 16; at + 16 < length; at += 16) all |= NarrowSixteen(ref Unsafe.Add(ref from, at), ref Unsafe.Add(ref to, at));
            return (all & Vector128.Create((ushort)0xff80)) == Vector128<ushort>.Zero;
        }

        if (length >= 8)
        {
            Vector128<ushort> head = Vector128.LoadUnsafe(ref from), tail = Vector128.LoadUnsafe(ref from, length - 8);
            Vector128<byte> both = Vector128.Narrow(head, tail);
            Unsafe.WriteUnaligned(ref to, both.AsUInt64().ToScalar());
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - 8), both.AsUInt64().GetElement(1));
            return ((head | tail) & Vector128.Create((ushort)0xff80)) == Vector128<ushort>.Zero;
        }

        if (length >= 4)
        {
            ref byte bytes = ref Unsafe.As<ushort, byte>(ref from);
            Vector128<ushort> both = Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref bytes), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, (2 * length) - 8))).AsUInt16();
            ulong narrow = Vector128.Narrow(both, both).AsUInt64().ToScalar();
            Unsafe.WriteUnaligned(ref to, (uint)narrow);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, length - 4), (uint)(narrow >> 32));
            return (both & Vector128.Create((ushort)0xff80)) == Vector128<ushort>.Zero;
        }

        if (length == 0) return true;
        ushort first = from, middle = Unsafe.Add(ref from, length >> 1), last = Unsafe.Add(ref from, length - 1);
        to = (byte)first;
        Unsafe.Add(ref to, length >> 1) = (byte)middle;
        Unsafe.Add(ref to, length - 1) = (byte)last;
        return (first | middle | last) < 0x80;
    }

    /// <summary>Copies sixteen characters as bytes, and answers which bits they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> NarrowSixteen(ref ushort from, ref byte to)
    {
        Vector128<ushort> low = Vector128.LoadUnsafe(ref from), high = Vector128.LoadUnsafe(ref from, 8);
        Vector128.Narrow(low, high).StoreUnsafe(ref to);
        return low | high;
    }

    /// <summary>
    /// The length of a prefix that is surely ASCII, to within one step of the real one; the whole length if all is. The
    /// text has more than <see cref="Short"/> bytes.
    /// </summary>
    internal static int PrefixOfLong(ReadOnlySpan<byte> text)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        int at = 0;
        while (at <= text.Length - Stride && IsAsciiStride(ref Unsafe.Add(ref start, at)))
        {
            at += Stride;
        }

        int last = text.Length - Short;
        for (at = Math.Min(at, last); ; at = Math.Min(at + Short, last))
        {
            ref byte here = ref Unsafe.Add(ref start, at);
            Vector256<byte> all = Vector256.LoadUnsafe(ref here) | Vector256.LoadUnsafe(ref here, 32);
            if ((all & Vector256.Create((byte)0x80)) != Vector256<byte>.Zero)
            {
                return at;
            }

            if (at == last)
            {
                return text.Length;
            }
        }
    }

    /// <summary>Whether <see cref="Stride"/> bytes are all ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAsciiStride(ref byte start)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<byte> wide = Vector512.LoadUnsafe(ref start) | Vector512.LoadUnsafe(ref start, 64)
                | Vector512.LoadUnsafe(ref start, 128) | Vector512.LoadUnsafe(ref start, 192);
            return (wide & Vector512.Create((byte)0x80)) == Vector512<byte>.Zero;
        }

        // Where there is no AVX2, each of these becomes two of 128 bits.
        Vector256<byte> all = Vector256.LoadUnsafe(ref start) | Vector256.LoadUnsafe(ref start, 32)
            | Vector256.LoadUnsafe(ref start, 64) | Vector256.LoadUnsafe(ref start, 96)
            | Vector256.LoadUnsafe(ref start, 128) | Vector256.LoadUnsafe(ref start, 160)
            | Vector256.LoadUnsafe(ref start, 192) | Vector256.LoadUnsafe(ref start, 224);
        return (all & Vector256.Create((byte)0x80)) == Vector256<byte>.Zero;
    }
}
