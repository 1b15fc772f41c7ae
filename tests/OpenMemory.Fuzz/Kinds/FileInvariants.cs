namespace OpenMemory.Fuzzing;

/// <summary>What holds for every <c>.mg</c> file, sound or not (§11): nothing but a fault comes out of opening, reading and verifying.</summary>
internal static class FileInvariants
{
    /// <summary>Checks one file.</summary>
    /// <returns>The code of the first fault; <see cref="OmsErrorCode.None"/> when the file is sound.</returns>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static OmsErrorCode Check(in FuzzCase input)
    {
        OmsErrorCode code;
        try
        {
            using MgFileReader file = MgFileReader.Open(input.Bytes);
            code = CheckOpen(file, input.Bytes);
        }
        catch (OmsException exception)
        {
            BlobInvariants.CheckFault(exception.Fault, input.Bytes.Length);
            code = exception.Code;
        }
        input.Expected.Check(code);
        return code;
    }

    private static OmsErrorCode CheckOpen(MgFileReader file, byte[] bytes)
    {
        MgVerifyReport report = file.Verify(MgCheck.Canonical);
        FindingException.Unless(report.IsSound == (report.Faults.Count == 0), "a sound file with faults");
        long covered = 0;
        for (int i = 0; i < file.Count; i++)
        {
            covered += file[i].Length;
            CheckGrain(file, i, report);
        }
        FindingException.Unless(covered == file.RegionLength, "the grains, and nothing else, fill the region");
        bool hasManifest = (file.Header.Flags & MgFileFlags.HasIndexManifest) != 0;
        long rest = bytes.Length - MgFileHeader.Size - (4L * file.Count) - covered - MgFileHeader.FooterSize;
        FindingException.Unless(hasManifest == file.Manifest is not null && (hasManifest ? rest > 0 : rest == 0), "nothing but a manifest stands behind the grains");
        foreach (MgFault fault in report.Faults)
        {
            FindingException.Unless(fault.Index >= -1 && fault.Index < file.Count, "a fault of a grain that is not there");
            BlobInvariants.CheckFault(fault.Fault, bytes.Length);
        }
        return report.IsSound ? OmsErrorCode.None : report.Faults[0].Fault.Code;
    }

    private static void CheckGrain(MgFileReader file, int index, MgVerifyReport report)
    {
        ReadOnlySpan<byte> blob = file[index];
        FindingException.Unless(!blob.IsEmpty, "an empty grain");
        FindingException.Unless(file.GetAddress(index) == ContentAddress.Compute(blob), "another address in the file");
        FindingException.Unless(file.TryFind(ContentAddress.Compute(blob), out int found) && found <= index, "a grain that is not found");
        bool isSound = GrainView.TryParse(blob, out _, out OmsFault fault);
        FindingException.Unless(isSound || report.Faults.Any(entry => entry.Index == index), "the report misses a grain");
        try
        {
            FindingException.Unless(file.GetBlob(index).Span.SequenceEqual(blob) && isSound, "GetBlob accepts what TryParse refuses");
        }
        catch (OmsException exception)
        {
            if (isSound || exception.Fault != fault.At(file.OffsetOf(index))) throw new FindingException($"GetBlob says {exception.Fault}, TryParse says {fault}");
        }
    }
}
