using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// Proves that a file's header, offsets and length fit together before anything is read through them. Nothing is sized by
/// the stated number of grains.
/// </summary>
internal static class MgGeometry
{
    private const int OffsetsAtOnce = 1 << 16;

    internal static MgFileHeader Prove(MgFileBytes file)
    {
        MgFileHeader header = MgFileHeader.Read(file.Slice(0, (int)Math.Min(file.Length, MgFileHeader.Size)));
        bool isCompressed = (header.Flags & MgFileFlags.Compressed) != 0;
        if (header.Codec > 2) Fail("OMS-11.3-2", $"Codec 0x{header.Codec:x2} is not known", 9);
        if (isCompressed != (header.Codec != 0)) Fail("R-4", "The codec and the compressed flag disagree", 3);
        if (isCompressed) Throw.Fault(OmsErrorCode.NotSupported, "OMS-11.4-2", "Reading a compressed file is not supported", 9);
        if ((header.Flags & MgFileFlags.HasIndexManifest) != 0)
            Throw.Fault(OmsErrorCode.NotSupported, "OMS-11.7-3", "Reading an index manifest is not supported", 3);

        long end = file.Length - MgFileHeader.FooterSize;
        if (end < MgFileHeader.Size) Throw.Fault(OmsErrorCode.TooShort, "OMS-11.2-1", "The file is shorter than header and footer", file.Length);
        if (header.RegionStart > end || header.GrainCount > int.MaxValue) Fail("OMS-11.4-3", "The file is too short for its number of grains", 4);
        if (header.GrainCount == 0 && end != MgFileHeader.Size) Fail("OMS-11.4-4", "Bytes follow the index of an empty file", MgFileHeader.Size);
        ProveOffsets(file, header, end);
        return header;
    }

    /// <summary>Offsets begin at the region, ascend, and leave every grain at least one byte (OMS-11.4-3).</summary>
    private static void ProveOffsets(MgFileBytes file, MgFileHeader header, long end)
    {
        long previous = -1;
        for (long i = 0; i < header.GrainCount; i += OffsetsAtOnce)
        {
            long at = MgFileHeader.Size + (4 * i);
            ReadOnlySpan<byte> offsets = file.Slice(at, 4 * (int)Math.Min(OffsetsAtOnce, header.GrainCount - i));
            for (int j = 0; j < offsets.Length; j += 4)
            {
                long offset = BinaryPrimitives.ReadUInt32BigEndian(offsets[j..]);
                if (previous < 0 && offset != header.RegionStart)
                    Fail(offset == 0 ? "R-26" : "R-1", "The first offset is not where the grain region begins", at + j);
                if (offset <= previous || offset >= end || offset - previous > int.MaxValue)
                    Fail("OMS-11.4-3", "Offsets do not ascend inside the grain region", at + j);
                previous = offset;
            }
        }
        if (header.GrainCount > 0 && end - previous > int.MaxValue) Fail("OMS-3.3-2", "The last grain is larger than 2 GiB", previous);
    }

    private static void Fail(string rule, string message, long offset) => Throw.Fault(OmsErrorCode.Corrupt, rule, message, offset);
}
