using System.Buffers;
using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// Where the grain region of a damaged file begins. Header and index say so twice, by the number of grains and by the first
/// offset; what stands there decides between them.
/// </summary>
/// <param name="Offset">Where it begins; where it is not known, where to search from.</param>
/// <param name="IsKnown">Whether it is known.</param>
/// <param name="Codec">Its compression; 0 for none.</param>
/// <param name="Shift">What is added to a stored offset.</param>
internal readonly record struct RegionStart(long Offset, bool IsKnown, byte Codec, long Shift)
{
    private const int SearchStep = 1 << 16, MostTries = 64;

    /// <summary>The number of entries between the header and the region.</summary>
    internal long Count => IsKnown ? (Offset - MgFileHeader.Size) / 4 : 0;

    internal static RegionStart Find(MgFileBytes file, long end, MgFileHeader header, ElementProbe probe, MgReaderOptions options, CancellationToken cancellationToken)
    {
        long byCount = header.RegionStart, byIndex = end >= MgFileHeader.Size + 4 ? Entry(file, 0) : 0;
        bool fits = byIndex >= MgFileHeader.Size + 4 && byIndex % 4 == 0;
        byte codec = CodecAt(file, byCount, end);
        if (codec != 0) return Compressed(file, byCount, codec);
        bool isAtIndex = fits && IsElement(probe, byIndex, end);
        if (IsElement(probe, byCount, end) && (byCount <= byIndex || !isAtIndex)) return Raw(file, byCount, end, probe);
        if (isAtIndex) return Raw(file, byIndex, end, probe);
        bool saysCompressed = (header.Flags & MgFileFlags.Compressed) != 0 || header.Codec is 1 or 2;
        if (byCount <= end && byCount == byIndex && !saysCompressed) return Raw(file, byCount, end, probe);
        if (FindFrame(file, end, options, saysCompressed) is { } found && probe.Search(MgFileHeader.Size, found.Offset, cancellationToken) == found.Offset) return found;
        if (byCount <= end && byCount == byIndex) return Raw(file, byCount, end, probe);
        return new RegionStart(Math.Min(MgFileHeader.Size, end), false, 0, 0);
    }

    private static bool IsElement(ElementProbe probe, long place, long end) =>
        place < end && probe.Look(place, end, isSure: false, -1, out _);

    /// <summary>A first offset of 0 counts from the region, unless the second one tells that it is only damaged.</summary>
    private static RegionStart Raw(MgFileBytes file, long start, long end, ElementProbe probe)
    {
        bool isRelative = start > MgFileHeader.Size && Entry(file, 0) == 0 && (start < MgFileHeader.Size + 8 || IsElement(probe, Entry(file, 1) + start, end));
        return new RegionStart(start, true, 0, isRelative ? start : 0);
    }

    private static RegionStart Compressed(MgFileBytes file, long start, byte codec)
    {
        bool isAbsolute = start > MgFileHeader.Size && Entry(file, 0) == start;
        return new RegionStart(start, true, codec, isAbsolute ? -start : 0);
    }

    /// <summary>Searches for a frame from which grains come. The index has 4 bytes for each grain, which tells where it may begin.</summary>
    private static RegionStart? FindFrame(MgFileBytes file, long end, MgReaderOptions options, bool saysCompressed)
    {
        ByteWindow window = new(file);
        int tries = 0;
        for (long at = MgFileHeader.Size; at + 4 <= end && tries < MostTries; at += SearchStep)
        {
            ReadOnlySpan<byte> piece = window.At(at, (int)Math.Min(SearchStep, end - at));
            for (int i = 0; i + 4 <= piece.Length && tries < MostTries; i += 4)
            {
                byte codec = CompressedRegion.CodecByMagic(piece[i..]);
                if (codec == 0 || (!saysCompressed && !HasCodec(options, codec))) continue;
                tries++;
                if (HoldsGrains(file, at + i, end, CompressedRegion.Find(options.Codecs, codec))) return Compressed(file, at + i, codec);
            }
        }
        return null;
    }

    private static bool HoldsGrains(MgFileBytes file, long start, long end, IMgCodec codec)
    {
        Span<byte> beginning = stackalloc byte[3];
        using IMgDecoder decoder = codec.CreateDecoder();
        ReadOnlySpan<byte> source = file.Slice(start, (int)Math.Min(1 << 20, end - start));
        OperationStatus status = FramePump.Fill(decoder, ref source, beginning, out int written);
        return status != OperationStatus.InvalidData && written > 0 && (beginning[0] == GrainHeader.Version || ElementProbe.BeginsEnvelope(beginning));
    }

    private static bool HasCodec(MgReaderOptions options, byte id) => options.Codecs?.Any(codec => codec.Id == id) == true;

    private static byte CodecAt(MgFileBytes file, long place, long end) =>
        place < end ? CompressedRegion.CodecByMagic(file.Slice(place, (int)Math.Min(4, end - place))) : (byte)0;

    private static long Entry(MgFileBytes file, long index) => BinaryPrimitives.ReadUInt32BigEndian(file.Slice(MgFileHeader.Size + (4 * index), 4));
}
