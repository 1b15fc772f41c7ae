namespace OpenMemory;

/// <summary>
/// Proves that a file's header, offsets, frame, manifest and length fit together before anything is read through them.
/// Nothing is sized by the stated number of grains.
/// </summary>
internal static class MgGeometry
{
    private const MgFileFlags Known =
        MgFileFlags.Sorted | MgFileFlags.Deduplicated | MgFileFlags.Compressed | MgFileFlags.FieldMapIncluded | MgFileFlags.HasIndexManifest;

    internal static MgLayout Prove(MgFileBytes file, MgReaderOptions options)
    {
        MgFileHeader header = MgFileHeader.Read(file.Slice(0, (int)Math.Min(file.Length, MgFileHeader.Size)));
        MgLayout layout = new(file, header) { Tolerance = options.Mode == ReadingMode.Compatible ? new() : null };
        if ((header.Flags & ~Known) != 0) Tolerate(layout, "OMS-11.2-1", "A reserved flag is set", 3);
        if (header.Codec > 2) Fail("OMS-11.3-2", $"Codec 0x{header.Codec:x2} is not known", 9);
        bool isCompressed = (header.Flags & MgFileFlags.Compressed) != 0, isAmbiguous = isCompressed != (header.Codec != 0);
        if (isAmbiguous) Tolerate(layout, "R-4", "The codec and the compressed flag disagree", 3);
        long end = file.Length - MgFileHeader.FooterSize;
        if (end < MgFileHeader.Size) Throw.Fault(OmsErrorCode.TooShort, "OMS-11.2-1", "The file is shorter than header and footer", file.Length);
        if (header.RegionStart > end || header.GrainCount > int.MaxValue) Fail("OMS-11.4-3", "The file is too short for its number of grains", 4);

        try
        {
            ProveParts(layout, options, end, isAmbiguous);
            return layout;
        }
        catch
        {
            if (layout.Region != file) layout.Region.Dispose();
            throw;
        }
    }

    private static void ProveParts(MgLayout layout, MgReaderOptions options, long end, bool isAmbiguous)
    {
        MgFileHeader header = layout.Header;
        bool hasManifest = (header.Flags & MgFileFlags.HasIndexManifest) != 0;
        byte codec = isAmbiguous ? CompressedRegion.CodecByMagic(layout.File.Slice(header.RegionStart, (int)Math.Min(4, end - header.RegionStart))) : header.Codec;
        if (codec != 0) ExpandRegion(layout, options, CompressedRegion.Find(options.Codecs, codec), end);
        else ProveRegion(layout, options, end, hasManifest);
        if (hasManifest) ManifestSection.Read(layout, options, end);
    }

    private static void ProveRegion(MgLayout layout, MgReaderOptions options, long end, bool hasManifest)
    {
        MgFileHeader header = layout.Header;
        layout.RegionEnd = layout.ManifestStart = end;
        if (header.GrainCount == 0)
        {
            if (hasManifest) layout.RegionEnd = layout.ManifestStart = header.RegionStart;
            else if (end != header.RegionStart) Fail("OMS-11.4-4", "Bytes follow the index of an empty file", header.RegionStart);
            return;
        }
        layout.Shift = ShiftOf(layout, isRelative: false);
        OffsetTable.Prove(layout.File, header.GrainCount, end - layout.Shift);
        if (hasManifest) layout.RegionEnd = layout.ManifestStart = ManifestSection.FindStart(layout, options, end);
        long last = OffsetTable.Read(layout.File, header.GrainCount - 1) + layout.Shift;
        if (layout.RegionEnd - last > OffsetTable.MaxGrainBytes) Fail("OMS-3.3-2", "The last grain is larger than 2 GiB", last);
    }

    private static void ExpandRegion(MgLayout layout, MgReaderOptions options, IMgCodec codec, long end)
    {
        MgFileHeader header = layout.Header;
        long last = -1;
        if (header.GrainCount > 0)
        {
            layout.Shift = ShiftOf(layout, isRelative: true);
            OffsetTable.Prove(layout.File, header.GrainCount, uint.MaxValue + 1L);
            last = OffsetTable.Read(layout.File, header.GrainCount - 1) + layout.Shift;
        }
        layout.Region = CompressedRegion.Expand(layout.File, header.RegionStart, end, codec, last, options, out long frameEnd);
        layout.RegionEnd = layout.Region.Length;
        layout.ManifestStart = frameEnd;
        if (layout.RegionEnd <= last) Fail("OMS-11.4-3", "The last offset lies outside the decompressed region", header.RegionStart - 4);
        if (frameEnd != end && (header.Flags & MgFileFlags.HasIndexManifest) == 0) Fail("OMS-11.3-1", "Bytes follow the compressed frame", frameEnd);
    }

    /// <summary>
    /// What turns stored offsets into places: a first one of 0 makes the table region-relative, one where the region begins makes
    /// it absolute, and each belongs to one kind of file.
    /// </summary>
    private static long ShiftOf(MgLayout layout, bool isRelative)
    {
        long first = OffsetTable.Read(layout.File, 0), start = layout.Header.RegionStart;
        if (first != 0 && first != start) Fail("R-1", "The first offset is not where the grain region begins", MgFileHeader.Size);
        if (isRelative != (first == 0)) Tolerate(layout, "R-26", isRelative ? "Offsets of a compressed file are absolute" : "Offsets count from the region", MgFileHeader.Size);
        return (isRelative ? 0 : start) - first;
    }

    private static void Tolerate(MgLayout layout, string rule, string message, long offset)
    {
        if (layout.Tolerance is null) Fail(rule, message, offset);
        else layout.Tolerance.Add(DeviationKind.NonCanonical, new OmsFault(OmsErrorCode.Corrupt, rule, message, offset));
    }

    private static void Fail(string rule, string message, long offset) => Throw.Fault(OmsErrorCode.Corrupt, rule, message, offset);
}
