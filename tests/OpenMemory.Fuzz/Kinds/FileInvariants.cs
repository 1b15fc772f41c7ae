using OpenMemory.Compression;

namespace OpenMemory.Fuzzing;

/// <summary>What holds for every <c>.mg</c> file, sound or not (§11): nothing but a fault comes out of opening, reading and verifying.</summary>
internal static class FileInvariants
{
    /// <summary>Smaller files are read into memory.</summary>
    private const int MappedFrom = 1 << 20;

    /// <summary>Checks one file.</summary>
    /// <returns>The code of the first fault; <see cref="OmsErrorCode.None"/> when the file is sound.</returns>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static OmsErrorCode Check(in FuzzCase input)
    {
        byte[] bytes = input.Bytes;
        MgReaderOptions options = new() { Codecs = SystemCodecs.All, Mode = input.Options.Mode };
        OmsErrorCode code = Outcome(input, () => MgFileReader.Open(bytes, options));
        if (bytes.Length >= MappedFrom) CheckOnDisk(input, options, code);
        input.Expected.Check(code);
        return code;
    }

    /// <summary>Through a map and through a handle there is the same file.</summary>
    private static void CheckOnDisk(in FuzzCase input, MgReaderOptions options, OmsErrorCode expected)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, input.Bytes);
            foreach (bool noMapping in (bool[])[false, true])
            {
                OmsErrorCode code = Outcome(input, () => MgFileReader.Open(path, options with { NoMapping = noMapping }));
                FindingException.Unless(code == expected, $"{code} {(noMapping ? "through a handle" : "through a map")}, {expected} in memory");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static OmsErrorCode Outcome(in FuzzCase input, Func<MgFileReader> open)
    {
        try
        {
            using MgFileReader file = open();
            return CheckOpen(file, input);
        }
        catch (OmsException exception)
        {
            BlobInvariants.CheckFault(exception.Fault, input.Bytes.Length);
            return exception.Code;
        }
    }

    private static OmsErrorCode CheckOpen(MgFileReader file, in FuzzCase input)
    {
        MgVerifyReport report = file.Verify(MgCheck.Canonical, input.Options);
        FindingException.Unless(report.IsSound == (report.Faults.Count == 0), "a sound file with faults");
        long covered = 0;
        for (int i = 0; i < file.Count; i++)
        {
            covered += file[i].Length;
            CheckGrain(file, i, report, input.Options);
        }
        FindingException.Unless(covered == file.RegionLength, "the grains, and nothing else, fill the region");
        bool hasManifest = (file.Header.Flags & MgFileFlags.HasIndexManifest) != 0;
        long rest = input.Bytes.Length - MgFileHeader.Size - (4L * file.Count) - covered - MgFileHeader.FooterSize;
        bool isCompressed = file.Header.Codec != 0 || (file.Header.Flags & MgFileFlags.Compressed) != 0;
        FindingException.Unless(hasManifest == file.Manifest is not null && (isCompressed || (hasManifest ? rest > 0 : rest == 0)), "nothing but a manifest stands behind the grains");
        long length = isCompressed ? Math.Max(input.Bytes.Length, covered) : input.Bytes.Length; // offsets count in what was decompressed
        foreach (MgFault fault in report.Faults)
        {
            FindingException.Unless(fault.Index >= -1 && fault.Index < file.Count, "a fault of a grain that is not there");
            if (fault.Index < 0 || !IsExpanded(file[fault.Index])) BlobInvariants.CheckFault(fault.Fault, length);
        }
        return report.IsSound ? OmsErrorCode.None : report.Faults[0].Fault.Code;
    }

    private static void CheckGrain(MgFileReader file, int index, MgVerifyReport report, GrainReadOptions options)
    {
        ReadOnlySpan<byte> blob = file[index];
        FindingException.Unless(!blob.IsEmpty, "an empty grain");
        ContentAddress address = ContentAddress.Compute(GrainBlob.BytesIn(blob));
        FindingException.Unless(file.GetAddress(index) == address, "another address in the file");
        FindingException.Unless(file.TryFind(address, out int found) && found <= index, "a grain that is not found");
        bool isSound = GrainView.TryParseDelivered(blob, out _, out OmsFault fault, options);
        FindingException.Unless(isSound || IsExpanded(blob) || report.Faults.Any(entry => entry.Index == index), "the report misses a grain");
        try
        {
            FindingException.Unless(file.GetBlob(index, options).Delivered.Span.SequenceEqual(blob) && isSound, "GetBlob accepts what TryParseDelivered refuses");
        }
        catch (OmsException exception)
        {
            if (isSound || exception.Fault != fault.At(file.OffsetOf(index))) throw new FindingException($"GetBlob says {exception.Fault}, TryParseDelivered says {fault}");
        }
    }

    /// <summary>A compressed payload is read by the file, which has codecs, and not without them (R-9).</summary>
    private static bool IsExpanded(ReadOnlySpan<byte> blob) =>
        GrainHeader.TryRead(GrainBlob.BytesIn(blob), out GrainHeader header) && (header.Flags & (GrainFlags.Compressed | GrainFlags.Encrypted)) == GrainFlags.Compressed;
}
