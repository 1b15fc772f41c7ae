using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>The check every string of a strict document passes: well-formed UTF-8, no U+FEFF, normalisation form C.</summary>
internal static class Utf8Text
{
    /// <summary>The bits that are set in no ASCII byte.</summary>
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Checks a text; a text with several faults is reported with the gravest, by the order of <see cref="TextFault"/>.</summary>
    /// <param name="utf8">The bytes to check.</param>
    /// <param name="index">
    /// The offset of the first sequence at fault; for <see cref="TextFault.NotNormalized"/> the start of the segment
    /// (a starter and what may combine with it) that would change; -1 where there is no fault.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TextFault Check(ReadOnlySpan<byte> utf8, out int index)
    {
        if (utf8.Length <= 64 ? IsShortAscii(utf8) : IsLongAscii(utf8))
        {
            index = -1;
            return TextFault.None;
        }

        return CheckUnicode(utf8, out index);
    }

    /// <summary>Whether at most 64 bytes are all ASCII, by loads that overlap in the middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortAscii(ReadOnlySpan<byte> text)
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

    /// <summary>Whether more than 64 bytes are all ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsLongAscii(ReadOnlySpan<byte> text) => AsciiPrefix(text) == text.Length;

    /// <summary>
    /// The length of a prefix that is surely ASCII, to within one step of the real one; the whole length if all is. The
    /// text has more than 64 bytes.
    /// </summary>
    private static int AsciiPrefix(ReadOnlySpan<byte> text)
    {
        const int Step = 64;
        ref byte start = ref MemoryMarshal.GetReference(text);
        int last = text.Length - Step;
        for (int at = 0; ; at = Math.Min(at + Step, last))
        {
            ref byte here = ref Unsafe.Add(ref start, at);
            if (!IsAscii64(ref here))
            {
                return at;
            }

            if (at == last)
            {
                return text.Length;
            }
        }
    }

    /// <summary>Whether 64 bytes are all ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii64(ref byte start)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return (Vector512.LoadUnsafe(ref start) & Vector512.Create((byte)0x80)) == Vector512<byte>.Zero;
        }

        // Where there is no AVX2, each of these becomes two of 128 bits.
        Vector256<byte> all = Vector256.LoadUnsafe(ref start) | Vector256.LoadUnsafe(ref start, 32);
        return (all & Vector256.Create((byte)0x80)) == Vector256<byte>.Zero;
    }

    /// <summary>Checks a text that is not all ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextFault CheckUnicode(ReadOnlySpan<byte> utf8, out int index)
    {
        int start = utf8.Length <= 64 ? 0 : AsciiPrefix(utf8);
        if (!Utf8Validity.IsValid(utf8, start))
        {
            index = Utf8Validity.FindInvalid(utf8, start);
            return TextFault.InvalidUtf8;
        }

        int fault = NfcScanner.FindFault(utf8, start, forbidByteOrderMark: true);
        if (fault < 0)
        {
            index = -1;
            return TextFault.None;
        }

        // Whatever was found first, a byte order mark further on is the graver fault.
        int mark = utf8[fault..].IndexOf("\uFEFF"u8);
        index = mark >= 0 ? fault + mark : NfcScanner.SegmentStart(utf8, fault);
        return mark >= 0 ? TextFault.ByteOrderMark : TextFault.NotNormalized;
    }
}
