using System.Buffers;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>The SHA-256 at the end of a file, over all bytes before it (OMS-11.5-1).</summary>
internal static class MgFooter
{
    // Small enough to stay in a core's cache between being read and being hashed.
    private const int ChunkSize = 1 << 17;

    internal static bool Matches(MgFileBytes file, ProgressMeter? progress, CancellationToken cancellationToken) =>
        Matches(file, file.Length - MgFileHeader.FooterSize, progress, cancellationToken);

    /// <summary>Whether the hash of all bytes before a place stands there.</summary>
    internal static bool Matches(MgFileBytes file, long end, ProgressMeter? progress, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = file.IsInMemory ? [] : ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long position = 0; position < end; position += ChunkSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = (int)Math.Min(ChunkSize, end - position);
                hash.AppendData(file.Slice(position, length, buffer));
                progress?.Add(length);
            }
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }
        Span<byte> computed = stackalloc byte[MgFileHeader.FooterSize], stored = stackalloc byte[MgFileHeader.FooterSize];
        hash.GetHashAndReset(computed);
        return CryptographicOperations.FixedTimeEquals(computed, file.Slice(end, MgFileHeader.FooterSize, stored));
    }

    internal static OmsFault Fault(MgFileBytes file) =>
        new(OmsErrorCode.Integrity, "OMS-11.5-1", "The footer does not match the file", file.Length - MgFileHeader.FooterSize);
}
