namespace OpenMemory;

/// <summary>Salvages one file: header, region, then what follows the grains.</summary>
internal sealed class SalvageRun(
    MgFileBytes file, MgFileWriter target, MgReaderOptions options, GrainReadOptions reading, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
{
    private readonly MgRepairReport _report = new();
    private MgFileHeader _header;

    private bool HasManifestFlag => (_header.Flags & MgFileFlags.HasIndexManifest) != 0;

    internal MgRepairReport Run()
    {
        ReadHeader();
        bool canHaveFooter = file.Length >= MgFileHeader.Size + MgFileHeader.FooterSize;
        ProgressMeter? meter = progress is null ? null : new(progress, 2 * file.Length);
        _report.IsProven = canHaveFooter && MgFooter.Matches(file, meter, cancellationToken);
        meter?.Add(canHaveFooter ? MgFileHeader.FooterSize : file.Length);
        long end = _report.IsProven ? file.Length - MgFileHeader.FooterSize : file.Length;
        ElementProbe probe = Probe(file, end);
        RegionStart start = RegionStart.Find(file, end, _header, probe, options, cancellationToken);
        CheckHeader(start);
        if (start.Codec == 0) SalvageRaw(start, end, probe, meter);
        else SalvageFrame(start, end);
        meter?.Add(file.Length - (start.Codec == 0 ? end - start.Offset : 0));
        return _report;
    }

    private ElementProbe Probe(MgFileBytes region, long end) => new(region, reading, options.Codecs, new RepairBudget(end, options));

    private void ReadHeader()
    {
        ReadOnlySpan<byte> bytes = file.Slice(0, (int)Math.Min(file.Length, MgFileHeader.Size));
        try
        {
            _header = MgFileHeader.Read(bytes);
            _report.Expected = _header.GrainCount;
        }
        catch (OmsException exception)
        {
            _report.Add(MgFileParts.Header, exception.Fault);
            if (bytes.Length < MgFileHeader.Size) return;
            // The rest of it may be sound, and is only believed where the file agrees.
            Span<byte> mended = [.. bytes];
            "MG\u0001"u8.CopyTo(mended);
            _header = MgFileHeader.Read(mended);
        }
    }

    private void CheckHeader(RegionStart start)
    {
        if (start.IsKnown)
        {
            _report.Expected = start.Count;
            if (start.Count != _header.GrainCount) _report.Add(MgFileParts.Header, "OMS-11.4-3", "The number of grains is not that of the index", 4);
        }
        else if (_header.GrainCount > 0) _report.Add(MgFileParts.Index, "R-1", "The first offset is not where the grain region begins", MgFileHeader.Size);
        if (!start.IsKnown && (_report.Damaged & MgFileParts.Header) != 0) _report.Expected = -1;
        if (((byte)_header.Flags & 0xe0) != 0) _report.Add(MgFileParts.Header, "OMS-11.2-1", "A reserved flag is set", 3);
        bool isCompressed = (_header.Flags & MgFileFlags.Compressed) != 0;
        if (_header.Codec > 2) _report.Add(MgFileParts.Header, "OMS-11.3-2", $"Codec 0x{_header.Codec:x2} is not known", 9);
        else if (_header.Codec != start.Codec || isCompressed != (start.Codec != 0)) _report.Add(MgFileParts.Header, "R-4", "The codec or the compressed flag does not fit the grain region", 3);
    }

    private void SalvageRaw(RegionStart start, long end, ElementProbe probe, ProgressMeter? meter)
    {
        bool hasMagic = (_report.Damaged & MgFileParts.Header) == 0 || _report.Faults[0].Offset > 2;
        RegionScan scan = Scan(probe, file, start, meter, hasMagic ? _header.RegionStart : 0);
        long place = scan.Run(start.Offset, end);
        TailManifest manifest = TailManifest.Find(file, place, end, _report.IsProven, options);
        bool isOver = manifest.IsFound || _report.IsProven || end - place <= MgFileHeader.FooterSize;
        if (!start.IsKnown && _report.Expected >= 0 && (_report.Salvaged > _report.Expected || (_header.GrainCount == 0 && !isOver)))
        {
            _report.Expected = -1;
            _report.Add(MgFileParts.Header, "OMS-11.4-3", "The number of grains is too low", 4);
        }
        if (manifest.IsFound && place < manifest.Start) scan.Lose(place, manifest.Start);
        else if (!manifest.IsFound && !HasAll(scan))
        {
            long stop = _report.IsProven ? end : LastGrainEnd(scan, probe, place);
            if (place < stop) scan.Lose(place, stop);
            place = stop;
        }
        FinishIndex(scan, place);
        FinishTail(manifest, manifest.IsFound ? manifest.End : place, end);
    }

    private void SalvageFrame(RegionStart start, long end)
    {
        using MgFileBytes region = CompressedRegion.Salvage(file, start.Offset, end, CompressedRegion.Find(options.Codecs, start.Codec), options, out long frameEnd, out OmsFault fault);
        if (fault.IsFault) _report.Add(MgFileParts.Grains, fault);
        ElementProbe probe = Probe(region, region.Length);
        RegionScan scan = Scan(probe, file, start, null, 0);
        long place = scan.Run(0, region.Length);
        if (place < region.Length) scan.Lose(place, region.Length);
        FinishIndex(scan, region.Length);
        TailManifest manifest = TailManifest.Find(file, frameEnd, end, _report.IsProven && !fault.IsFault, options);
        FinishTail(manifest, manifest.IsFound ? manifest.End : fault.IsFault ? end : frameEnd, end);
    }

    private RegionScan Scan(ElementProbe probe, MgFileBytes index, RegionStart start, ProgressMeter? meter, long leastLost) =>
        new(probe, new OffsetGuide(index, start.Count, start.Shift), target, _report, cancellationToken)
        {
            IsStartKnown = start.IsKnown,
            LeastLost = leastLost,
            Progress = meter,
        };

    private bool HasAll(RegionScan scan) =>
        _report.Expected >= 0 && (scan.Reached >= _report.Expected || (scan.Reached < 0 && _report.Salvaged + _report.LostCount >= _report.Expected));

    /// <summary>Where a last grain that cannot be read ends: before the footer, unless the file was cut inside it.</summary>
    private long LastGrainEnd(RegionScan scan, ElementProbe probe, long place)
    {
        long footer = file.Length - MgFileHeader.FooterSize;
        if (place == footer) return scan.IsDue(place) ? file.Length : place;
        return place < footer && probe.Explain(place, footer).Rule != "OMS-3.3-1" ? footer : file.Length;
    }

    private void FinishIndex(RegionScan scan, long place)
    {
        if (scan.WrongEntry >= 0) _report.Add(MgFileParts.Index, "OMS-11.4-3", "An offset is not where a grain begins", MgFileHeader.Size + (4 * scan.WrongEntry));
        long next = _report.LostCount == 0 ? _report.Salvaged : scan.Reached;
        if (next >= 0 && next < _report.Expected)
            _report.Add(new MgLostRange(next, place, 0, new(OmsErrorCode.Corrupt, "OMS-11.4-4", $"The file ends before {_report.Expected - next} of its grains", place)));
    }

    /// <summary>Judges what follows the grains: manifest and footer.</summary>
    private void FinishTail(TailManifest manifest, long place, long end)
    {
        if (manifest.IsFound) ReadManifest(manifest);
        else if (HasManifestFlag) _report.Add(MgFileParts.Manifest, "OMS-11.7-3", "There is no sound index manifest behind the grains", place);
        if (_report.IsProven)
        {
            if (place < end) _report.Add(MgFileParts.Grains, "OMS-11.4-4", "Bytes follow the grains", place);
            return;
        }
        _report.IsProven = file.Length - place > MgFileHeader.FooterSize && MgFooter.Matches(file, place, null, cancellationToken);
        OmsFault fault = new(OmsErrorCode.Integrity, "OMS-11.5-1", "The footer does not match the file", place);
        if (_report.IsProven) fault = fault with { Code = OmsErrorCode.Corrupt, Message = "Bytes follow the footer", Offset = place + MgFileHeader.FooterSize };
        else if (file.Length - place < MgFileHeader.FooterSize) fault = fault with { Message = "The footer is missing or cut short" };
        _report.Add(MgFileParts.Footer, fault);
    }

    private void ReadManifest(TailManifest found)
    {
        ReadOnlySpan<byte> bytes = file.Slice(found.Start, (int)(found.End - found.Start));
        if (!HasManifestFlag) _report.Add(MgFileParts.Header, "OMS-11.7-1", "The flag of the index manifest is clear", 3);
        if (IndexManifest.TryParse(bytes, out IndexManifest manifest, out OmsFault fault, new ManifestReadOptions { Mode = options.Mode }))
            target.Manifest = _report.Manifest = manifest;
        else _report.Add(MgFileParts.Manifest, fault.At(found.Start));
    }
}
