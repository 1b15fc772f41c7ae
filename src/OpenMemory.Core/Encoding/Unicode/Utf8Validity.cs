using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace OpenMemory;

/// <summary>
/// Well-formedness of UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF), by the table method of Keiser
/// and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021).
/// </summary>
internal static class Utf8Validity
{
    /// <summary>
    /// Each bit is one way for two adjacent bytes to be wrong; a pair is wrong where all three tables have the bit.
    /// </summary>
    private const byte TooShort = 1, TooLong = 2, Overlong3 = 4, TooLarge = 8, Surrogate = 16, Overlong2 = 32,
        TooLarge1000 = 64, Overlong4 = 64, TwoContinuations = 128;

    /// <summary>The bits that tables of several nibbles share.</summary>
    private const byte Carry = TooShort | TooLong | TwoContinuations, Large = Carry | TooLarge | TooLarge1000,
        Next = TooLong | Overlong2 | TwoContinuations;

    /// <summary>The bytes in a lane.</summary>
    private const int Lane = NibbleLookup.Lane;

    /// <summary>What can be wrong by the first byte's high nibble.</summary>
    private static Vector128<byte> FirstHigh => Vector128.Create(
        TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
        TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
        TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | TooLarge1000 | Overlong4);

    /// <summary>What can be wrong by the first byte's low nibble.</summary>
    private static Vector128<byte> FirstLow => Vector128.Create(
        Carry | Overlong3 | Overlong2 | Overlong4, Carry | Overlong2, Carry, Carry,
        Carry | TooLarge, Large, Large, Large, Large, Large, Large, Large, Large, Large | Surrogate, Large, Large);

    /// <summary>What can be wrong by the second byte's high nibble.</summary>
    private static Vector128<byte> SecondHigh => Vector128.Create(
        TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
        Next | Overlong3 | TooLarge1000 | Overlong4, Next | Overlong3 | TooLarge,
        Next | Surrogate | TooLarge, Next | Surrogate | TooLarge, TooShort, TooShort, TooShort, TooShort);

    /// <summary>Whether the bytes from an offset that starts a sequence are well-formed.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> utf8, int start)
    {
        ReadOnlySpan<byte> text = utf8[start..];
        if (!NibbleLookup.IsQuick)
        {
            return Utf8.IsValid(text);
        }

        // The first lane looks back on three bytes that are not there, so it is read from a copy behind zeros.
        Span<byte> head = stackalloc byte[(2 * Lane) + 3];
        if (text.Length < 2 * Lane)
        {
            // The zeros after the text show whether its last sequence is whole.
            head.Clear();
            text.CopyTo(head[3..]);
            return HasNoErrors(ref head[3], text.Length < Lane ? 0 : Lane);
        }

        head[..3].Clear();
        text[..Lane].CopyTo(head[3..]);
        return HasNoErrors(ref head[3], 0)
            && HasNoErrors(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), Lane), text.Length - (2 * Lane))
            && text[^1] < 0xC0 && text[^2] < 0xE0 && text[^3] < 0xF0;
    }

    /// <summary>The offset of the first ill-formed sequence in bytes that <see cref="IsValid"/> refused.</summary>
    internal static int FindInvalid(ReadOnlySpan<byte> utf8, int start)
    {
        while (Rune.DecodeFromUtf8(utf8[start..], out _, out int length) == OperationStatus.Done)
        {
            start += length;
        }

        return start;
    }

    /// <summary>Checks lane after lane, the last one at an offset and overlapping; three bytes before are read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasNoErrors(ref byte first, int last)
    {
        Vector256<byte> firstHigh = NibbleLookup.Twice(FirstHigh), firstLow = NibbleLookup.Twice(FirstLow);
        Vector256<byte> secondHigh = NibbleLookup.Twice(SecondHigh), error = Vector256<byte>.Zero;
        for (int at = 0; ; at = Math.Min(at + Lane, last))
        {
            ref byte here = ref Unsafe.Add(ref first, at);
            Vector256<byte> now = Vector256.LoadUnsafe(ref here);
            Vector256<byte> one = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref here, 1));
            Vector256<byte> two = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref here, 2));
            Vector256<byte> three = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref here, 3));
            Vector256<byte> special = NibbleLookup.Shuffle(firstHigh, one >>> 4)
                & NibbleLookup.Shuffle(firstLow, one & Vector256.Create((byte)15))
                & NibbleLookup.Shuffle(secondHigh, now >>> 4);

            // The third and fourth byte of a sequence must be the second of two continuations, and no other byte may.
            Vector256<byte> must = Vector256.SubtractSaturate(two, Vector256.Create((byte)(0xE0 - 0x80)))
                | Vector256.SubtractSaturate(three, Vector256.Create((byte)(0xF0 - 0x80)));
            error |= (must & Vector256.Create((byte)0x80)) ^ special;
            if (at == last)
            {
                return error == Vector256<byte>.Zero;
            }
        }
    }
}
