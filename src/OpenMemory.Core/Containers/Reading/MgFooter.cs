using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>The SHA-256 at the end of a file, over all bytes before it (OMS-11.5-1).</summary>
internal static class MgFooter
{
    internal static bool Matches(MgFileBytes file, ProgressMeter? progress, CancellationToken cancellationToken, int cores = 0) =>
        Matches(file, file.Length - MgFileHeader.FooterSize, progress, cancellationToken, cores);

    /// <summary>Whether the hash of all bytes before a place stands there.</summary>
    internal static bool Matches(MgFileBytes file, long end, ProgressMeter? progress, CancellationToken cancellationToken, int cores = 0)
    {
        Span<byte> computed = stackalloc byte[MgFileHeader.FooterSize], stored = stackalloc byte[MgFileHeader.FooterSize];
        if (file.IsInMemory) HashInPlace(file, end, computed, progress, cancellationToken);
        else HashBesideReading(file, end, computed, progress, OrderedWork.CoresOr(cores), cancellationToken);
        return CryptographicOperations.FixedTimeEquals(computed, file.Slice(end, MgFileHeader.FooterSize, stored));
    }

    private static void HashInPlace(MgFileBytes file, long end, Span<byte> computed, ProgressMeter? progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long position = 0; position < end; position += SideHash.PieceBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(SideHash.PieceBytes, end - position);
            hash.AppendData(file.Slice(position, length));
            progress?.Add(length);
        }
        hash.GetHashAndReset(computed);
    }

    /// <summary>Reads on the caller's thread, because what fails there is then his, while another one hashes what was read before.</summary>
    private static void HashBesideReading(MgFileBytes file, long end, Span<byte> computed, ProgressMeter? progress, int cores, CancellationToken cancellationToken)
    {
        using SideHash hash = new(cores);
        for (long position = 0; position < end; position += SideHash.PieceBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(SideHash.PieceBytes, end - position);
            file.ReadThroughHandle(position, hash.Next().AsSpan(0, length));
            hash.Append(length);
            progress?.Add(length);
        }
        hash.Finish(0, computed);
    }

    internal static OmsFault Fault(MgFileBytes file) =>
        new(OmsErrorCode.Integrity, "OMS-11.5-1", "The footer does not match the file", file.Length - MgFileHeader.FooterSize);
}
