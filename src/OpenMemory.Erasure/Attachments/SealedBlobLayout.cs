using System.Buffers.Binary;

namespace OpenMemory.Erasure;

/// <summary>
/// Where everything stands in a sealed attachment: a header of 52 bytes (<c>OMS-BLOB1</c>, the user's token, the version of the
/// master key big-endian, 7 random bytes), then segments of 64 KiB, each followed by its tag of 16 bytes; only the last segment may be
/// shorter, and only that of an empty attachment is empty.
/// </summary>
/// <remarks>
/// Segments are sealed as in the STREAM construction of age and Tink: the nonce is the 7 random bytes, the segment's number
/// big-endian in 4 bytes, and 1 for the last segment or else 0, so that none can be moved, left out, cut off or added. The
/// additional data of each is the header and the 64 characters of the address of the plaintext.
/// Two sealings of one attachment share a key, and with n of them the chance that two also share their 7 random bytes is below
/// n² / 2^57. Even then nothing is given away: the key is derived from the address, so that equal keys mean equal plaintexts, and the
/// bytes come out the same. Only a source that was not what its address says, and whose sealing failed for that, is another plaintext
/// under the same key; for it the bound counts.
/// </remarks>
internal static class SealedBlobLayout
{
    internal const int PrefixBytes = 7;

    internal const int SegmentBytes = 1 << 16;

    /// <summary>The longest attachment: as many segments as their numbers tell apart.</summary>
    internal const long MaxPlaintext = (1L << 32) * SegmentBytes;

    internal const int SealedSegmentBytes = SegmentBytes + SealedView.TagBytes;

    internal const int AssociatedBytes = SealedBlob.HeaderBytes + ContentAddress.TextLength;

    private const int TokenAt = 9, VersionAt = TokenAt + BlindToken.SizeInBytes, PrefixAt = VersionAt + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "OMS-BLOB1"u8;

    /// <summary>The number of segments: one at least.</summary>
    internal static long SegmentsOf(long plaintext) => plaintext <= SegmentBytes ? 1 : (plaintext - 1) / SegmentBytes + 1;

    /// <summary>The length of the plaintext; false where no attachment is sealed into this many bytes.</summary>
    internal static bool TryGetPlaintextLength(long sealedLength, out long plaintext)
    {
        long segments = Math.Max(0, sealedLength) - SealedBlob.HeaderBytes;
        long last = segments % SealedSegmentBytes;
        plaintext = segments / SealedSegmentBytes * SegmentBytes + Math.Max(0, last - SealedView.TagBytes);
        return segments >= SealedView.TagBytes && plaintext <= MaxPlaintext && (last == 0 || last > SealedView.TagBytes || segments == SealedView.TagBytes);
    }

    /// <summary>Writes the header and, after it, the text of the address: the additional data of every segment.</summary>
    internal static void WriteAssociatedData(Span<byte> destination, in UserSaltName name, ReadOnlySpan<byte> prefix, ContentAddress address)
    {
        Magic.CopyTo(destination);
        name.Token.CopyTo(destination[TokenAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[VersionAt..], name.MasterKeyVersion);
        prefix.CopyTo(destination[PrefixAt..]);
        address.TryFormat(destination[SealedBlob.HeaderBytes..], out _, default, null);
    }

    internal static bool TryReadHeader(ReadOnlySpan<byte> header, out UserSaltName name, out ReadOnlySpan<byte> prefix)
    {
        name = default;
        prefix = default;
        if (header.Length < SealedBlob.HeaderBytes || !header.StartsWith(Magic)) return false;
        name = new(new(header.Slice(TokenAt, BlindToken.SizeInBytes)), BinaryPrimitives.ReadUInt32BigEndian(header[VersionAt..]));
        prefix = header.Slice(PrefixAt, PrefixBytes);
        return true;
    }

    internal static void WriteNonce(Span<byte> nonce, ReadOnlySpan<byte> associatedData, uint segment, bool isLast)
    {
        associatedData.Slice(PrefixAt, PrefixBytes).CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[PrefixBytes..], segment);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
