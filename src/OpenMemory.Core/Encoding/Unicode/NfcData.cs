using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Look-ups of the normalisation tables, and the steps through valid UTF-8 they need.</summary>
internal static class NfcData
{
    /// <summary>The Hangul arithmetic of the Unicode Standard, section 3.12.</summary>
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    /// <summary>The bytes of a jamo and of a syllable.</summary>
    internal const int JamoLength = 3;

    /// <summary>Lead bytes below it begin what is below U+0300, which has class 0.</summary>
    internal const byte FirstSuspectByte = 0xCC;

    /// <summary>The class (NFC_Quick_Check and combining class) of the code point at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte ClassAt(ReadOnlySpan<byte> utf8, int at)
    {
        byte lead = utf8[at];
        if (lead >= 0xF0)
        {
            return ClassOf(Decode(utf8, at, out _));
        }

        // The continuation bytes are the trie's steps, so two and three bytes need no decoding.
        int block = lead >= 0xE0 ? ((lead & 15) << 6) | (utf8[at + 1] & 63) : lead & 31;
        return lead < 0xC2
            ? (byte)0
            : Leaf(NormalizationTables.ClassIndex[block], utf8[lead >= 0xE0 ? at + 2 : at + 1] & 63);
    }

    /// <summary>The class of a code point.</summary>
    internal static byte ClassOf(int point)
    {
        ReadOnlySpan<byte> index = NormalizationTables.ClassIndex;
        int block = point >> 6;
        return block < index.Length ? Leaf(index[block], point & 63) : (byte)0;
    }

    /// <summary>The canonical combining class of a code point.</summary>
    internal static byte CombiningClass(int point) => NormalizationTables.CombiningClass[ClassOf(point)];

    /// <summary>Whether nothing before an offset can change or be changed by what starts there.</summary>
    internal static bool StartsSegment(ReadOnlySpan<byte> utf8, int at) =>
        ClassAt(utf8, at) is 0 or NormalizationTables.ByteOrderMark;

    /// <summary>The length of the sequence a lead byte begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SequenceLength(byte lead) => lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

    /// <summary>The offset of the code point before an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Previous(ReadOnlySpan<byte> utf8, int at)
    {
        do
        {
            at--;
        }
        while ((utf8[at] & 0xC0) == 0x80);

        return at;
    }

    /// <summary>The code point at an offset.</summary>
    internal static int Decode(ReadOnlySpan<byte> utf8, int at, out int length)
    {
        int lead = utf8[at];
        if (lead < 0x80)
        {
            length = 1;
            return lead;
        }

        if (lead < 0xE0)
        {
            length = 2;
            return ((lead & 31) << 6) | (utf8[at + 1] & 63);
        }

        if (lead < 0xF0)
        {
            length = 3;
            return ((lead & 15) << 12) | ((utf8[at + 1] & 63) << 6) | (utf8[at + 2] & 63);
        }

        length = 4;
        return ((lead & 7) << 18) | ((utf8[at + 1] & 63) << 12) | ((utf8[at + 2] & 63) << 6) | (utf8[at + 3] & 63);
    }

    /// <summary>Writes a code point as UTF-8 and returns the number of bytes, at most four.</summary>
    internal static int Encode(int point, Span<byte> destination)
    {
        if (point < 0x80)
        {
            destination[0] = (byte)point;
            return 1;
        }

        if (point < 0x800)
        {
            destination[1] = (byte)(0x80 | (point & 63));
            destination[0] = (byte)(0xC0 | (point >> 6));
            return 2;
        }

        if (point < 0x10000)
        {
            destination[2] = (byte)(0x80 | (point & 63));
            destination[1] = (byte)(0x80 | ((point >> 6) & 63));
            destination[0] = (byte)(0xE0 | (point >> 12));
            return 3;
        }

        destination[3] = (byte)(0x80 | (point & 63));
        destination[2] = (byte)(0x80 | ((point >> 6) & 63));
        destination[1] = (byte)(0x80 | ((point >> 12) & 63));
        destination[0] = (byte)(0xF0 | (point >> 18));
        return 4;
    }

    /// <summary>The full canonical decomposition of a code point in UTF-16; empty for itself and for Hangul syllables.</summary>
    internal static ReadOnlySpan<ushort> Decomposition(int point)
    {
        int place = DecompositionPlace(point);
        return place == 0
            ? default
            : CompositionTables.Decompositions.Slice(place, CompositionTables.Decompositions[place - 1] & ~CompositionTables.Apart);
    }

    /// <summary>The two code points that a code point becomes in form C, if they combine with nothing before them or with each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TrySplitApart(int point, out int first, out int second)
    {
        int place = DecompositionPlace(point);
        if (place == 0 || CompositionTables.Decompositions[place - 1] < CompositionTables.Apart)
        {
            first = second = 0;
            return false;
        }

        first = CompositionTables.Decompositions[place];
        second = CompositionTables.Decompositions[place + 1];
        return true;
    }

    /// <summary>Takes the first code point off a decomposition.</summary>
    internal static int TakePart(ref ReadOnlySpan<ushort> parts)
    {
        int point = PeekPart(parts);
        parts = parts[(point >= 0x10000 ? 2 : 1)..];
        return point;
    }

    /// <summary>The combining class of the first code point of a decomposition.</summary>
    internal static byte PartClass(ReadOnlySpan<ushort> parts) => CombiningClass(PeekPart(parts));

    /// <summary>Splits a Hangul syllable into its jamo; the tail is 0 where there is none.</summary>
    internal static bool TrySplitSyllable(int point, out int lead, out int vowel, out int tail)
    {
        int index = point - SyllableBase;
        if ((uint)index >= SyllableCount)
        {
            lead = vowel = tail = 0;
            return false;
        }

        lead = LeadBase + (index / (VowelCount * TailCount));
        vowel = VowelBase + (index / TailCount % VowelCount);
        tail = index % TailCount == 0 ? 0 : TailBase + (index % TailCount);
        return true;
    }

    /// <summary>Whether a code point is a leading jamo that makes syllables.</summary>
    internal static bool IsLead(int point) => (uint)(point - LeadBase) < LeadCount;

    /// <summary>Reads the syllable that a leading jamo, a vowel and perhaps a tail make at an offset, and their length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadSyllable(ReadOnlySpan<byte> utf8, int at, out uint syllable, out int length)
    {
        // U+1100 to U+113F and U+1140 to U+117F differ from each other in the second byte alone, and tails begin in E1 86 or E1 87.
        const ulong leadAndVowel = 0xE184_00E1_8500_0000, itsFixedBytes = 0xFFFF_00FF_FF00_0000;
        ulong eight = utf8.Length - at >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(utf8[at..]) : ReadLast(utf8, at);
        uint lead = ((uint)(eight >> 40) & 0xFF) - 0x80, vowel = ((uint)(eight >> 16) & 0xFF) - 0xA1;
        if ((eight & itsFixedBytes) != leadAndVowel || lead >= LeadCount || vowel >= VowelCount)
        {
            syllable = 0;
            length = 0;
            return false;
        }

        uint tail = 0;
        if (((uint)eight & 0xFFFE) == 0xE186 && at + sizeof(ulong) < utf8.Length)
        {
            tail = 0x1180 + (((uint)eight & 1) << 6) + (utf8[at + sizeof(ulong)] & 63u) - TailBase;
            tail = tail < TailCount ? tail : 0;
        }

        syllable = SyllableBase + (((lead * VowelCount) + vowel) * TailCount) + tail;
        length = tail == 0 ? 2 * JamoLength : 3 * JamoLength;
        return true;
    }

    /// <summary>The primary composite of two code points, or 0.</summary>
    internal static int Compose(int first, int second)
    {
        if ((uint)(second - VowelBase) < TailBase + TailCount - VowelBase)
        {
            return ComposeJamo(first, second);
        }

        ReadOnlySpan<ulong> slots = CompositionTables.Compositions;
        ulong wanted = ((ulong)(uint)first << 21) | (uint)second;
        uint slot = ((uint)first * 0x9E3779B1 ^ (uint)second * 0x85EBCA6B) >> CompositionTables.CompositionShift;
        while (true)
        {
            ulong entry = slots[(int)slot];
            if (entry >> 21 == wanted)
            {
                return (int)(entry & 0x1F_FFFF);
            }

            if (entry == 0)
            {
                return 0;
            }

            slot = (slot + 1) & (uint)(slots.Length - 1);
        }
    }

    /// <summary>The bytes from an offset to the end, fewer than eight, and zeros behind them.</summary>
    private static ulong ReadLast(ReadOnlySpan<byte> utf8, int at)
    {
        int missing = 8 * (at + sizeof(ulong) - utf8.Length);
        if (missing >= 64)
        {
            return 0;
        }

        if (utf8.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(utf8[^sizeof(ulong)..]) << missing;
        }

        ulong bytes = 0;
        foreach (byte value in utf8[at..])
        {
            bytes = (bytes << 8) | value;
        }

        return bytes << missing;
    }

    /// <summary>The class at a place of a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Leaf(byte leaf, int offset) => NormalizationTables.ClassLeaves[(leaf << 6) | offset];

    /// <summary>Where the decomposition of a code point is, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DecompositionPlace(int point)
    {
        ReadOnlySpan<byte> index = CompositionTables.DecompositionIndex;
        int block = point >> 6;
        return block < index.Length ? CompositionTables.DecompositionLeaves[(index[block] << 6) | (point & 63)] : 0;
    }

    /// <summary>The first code point of a decomposition.</summary>
    private static int PeekPart(ReadOnlySpan<ushort> parts) =>
        char.IsHighSurrogate((char)parts[0]) ? char.ConvertToUtf32((char)parts[0], (char)parts[1]) : parts[0];

    /// <summary>The syllable of a lead and a vowel, or of a syllable without tail and a tail; else 0.</summary>
    private static int ComposeJamo(int first, int second)
    {
        int lead = first - LeadBase, vowel = second - VowelBase;
        if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
        {
            return SyllableBase + (((lead * VowelCount) + vowel) * TailCount);
        }

        // A tail joins a syllable that has none; tail number 0 means "no tail" and is not a jamo.
        int syllable = first - SyllableBase, tail = second - TailBase;
        return (uint)syllable < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount ? first + tail : 0;
    }
}
