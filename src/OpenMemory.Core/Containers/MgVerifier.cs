using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>The rungs of the verification ladder above the geometry (§11.5).</summary>
internal static class MgVerifier
{
    private const int ChunkSize = 1 << 20;

    internal static void CheckFooter(MgFileBytes file, MgVerifyReport report, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long end = file.Length - MgFileHeader.FooterSize;
        for (long position = 0; position < end; position += ChunkSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(file.Slice(position, (int)Math.Min(ChunkSize, end - position)));
            progress?.Report(Math.Min(position + ChunkSize, end));
        }
        Span<byte> computed = stackalloc byte[MgFileHeader.FooterSize];
        hash.GetHashAndReset(computed);
        if (!CryptographicOperations.FixedTimeEquals(computed, file.Slice(end, MgFileHeader.FooterSize)))
            report.Add(-1, new(OmsErrorCode.Integrity, "OMS-11.5-1", "The footer does not match the file", end));
    }

    /// <summary>Addresses are not stored, so what can be wrong is a duplicate in a file that says it has none .</summary>
    internal static void CheckAddresses(MgFileReader file, ReadingMode mode, MgVerifyReport report, CancellationToken cancellationToken)
    {
        if ((file.Header.Flags & MgFileFlags.Deduplicated) == 0) return;
        HashSet<ContentAddress> seen = new(file.Count);
        for (int i = 0; i < file.Count; i++)
        {
            if ((i & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            ContentAddress address = file.GetAddress(i);
            if (!seen.Add(address)) AddUntrue(i, "The file says that it has no duplicates, but has one", file, mode, report);
        }
    }

    internal static void CheckGrains(MgFileReader file, GrainReadOptions options, MgVerifyReport report, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        bool saysSorted = (file.Header.Flags & MgFileFlags.Sorted) != 0;
        long previous = long.MinValue;
        for (int i = 0; i < file.Count; i++)
        {
            if ((i & 0xfff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(file.OffsetOf(i));
            }
            Tolerance? tolerance = options.Mode == ReadingMode.Compatible ? new() : null;
            if (!TryParse(file[i], options, tolerance, out GrainView grain, out OmsFault fault))
            {
                report.Add(i, fault.At(file.OffsetOf(i)));
                continue;
            }
            if (tolerance is not null) report.AddDeviations(i, tolerance, file.OffsetOf(i));
            if (!saysSorted) continue;
            long time = SortEntry.TimeOf(grain);
            if (time < previous) AddUntrue(i, "The file says that it is sorted, but is not", file, options.Mode, report);
            previous = time;
        }
    }

    /// <summary>A flag of the file that is not true is a fault, or something to put up with .</summary>
    private static void AddUntrue(int index, string message, MgFileReader file, ReadingMode mode, MgVerifyReport report)
    {
        OmsFault fault = new(OmsErrorCode.Corrupt, "R-26", message, file.OffsetOf(index));
        if (mode == ReadingMode.Compatible) report.AddDeviation(index, new Deviation(DeviationKind.NonCanonical, fault));
        else report.Add(index, fault);
    }

    /// <summary>An element is a blob, or an envelope around one (OMS-9.2-4).</summary>
    private static bool TryParse(ReadOnlySpan<byte> element, GrainReadOptions options, Tolerance? tolerance, out GrainView grain, out OmsFault fault)
    {
        bool isEnvelope = element is [0x84, ..] or [0xd2, 0x84, ..];
        if (!isEnvelope) return GrainView.TryParse(element, out grain, out fault, options, tolerance);
        grain = default;
        fault = new(OmsErrorCode.NotSupported, "OMS-9.1-1", "Reading a signed grain's envelope is not supported", 0);
        return false;
    }
}
