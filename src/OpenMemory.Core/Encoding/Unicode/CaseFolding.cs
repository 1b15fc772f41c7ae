using System.Buffers;
using System.Text;

namespace OpenMemory;

/// <summary>
/// Full case folding (CaseFolding.txt, status C and F; no Turkic mapping) of UTF-8, from tables of its own. Nothing is
/// normalised: text compared without regard to case should be normalised after folding. Code points unassigned in
/// <see cref="CaseFoldingTables.UnicodeVersion"/> fold to themselves.
/// </summary>
internal static class CaseFolding
{
    /// <summary>No code point folds to more than three times its own length in UTF-8; chunks keep the spans small.</summary>
    private const int Growth = 3, Chunk = 1024, Longest = 4;

    /// <summary>Writes the folding of valid UTF-8.</summary>
    internal static void Fold(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination)
    {
        while (!utf8.IsEmpty)
        {
            Span<byte> span = destination.GetSpan(Growth * Math.Min(utf8.Length, Chunk + Longest));
            int read = 0, written = 0;
            while (read < utf8.Length && read < Chunk)
            {
                if (utf8[read] < 0x80)
                {
                    ReadOnlySpan<byte> rest = utf8[read..Math.Min(utf8.Length, Chunk)];
                    Ascii.ToLower(rest, span[written..], out int count);
                    read += count;
                    written += count;
                    continue;
                }

                written += FoldPoint(utf8, read, span[written..], out int length);
                read += length;
            }

            destination.Advance(written);
            utf8 = utf8[read..];
        }
    }

    /// <summary>Writes the folding of one code point and returns the number of bytes.</summary>
    internal static int FoldPoint(ReadOnlySpan<byte> utf8, int at, Span<byte> destination, out int length)
    {
        int point = NfcData.Decode(utf8, at, out length);
        ReadOnlySpan<byte> index = CaseFoldingTables.Index;
        int block = point >> 6;
        byte number = block < index.Length ? CaseFoldingTables.Leaves[(index[block] << 6) | (point & 63)] : (byte)0;
        if (number == 0)
        {
            utf8.Slice(at, length).CopyTo(destination);
            return length;
        }

        int target = CaseFoldingTables.Targets[number];
        if (number < CaseFoldingTables.FirstExpansion)
        {
            return NfcData.Encode(point + target, destination);
        }

        ReadOnlySpan<byte> folded = CaseFoldingTables.Expansions.Slice(target + 1, CaseFoldingTables.Expansions[target]);
        folded.CopyTo(destination);
        return folded.Length;
    }
}
