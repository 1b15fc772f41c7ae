using System.Buffers;

namespace OpenMemory.Erasure;

/// <summary>What is sealed: a blob or an envelope as it is, or one zstd frame of it, and the header it gets .</summary>
internal readonly ref struct SealedContent : IDisposable
{
    private const byte ZstdId = 1;

    private readonly byte[]? _rented;

    /// <exception cref="OmsException">The bytes are no grain or sealed already, or zstd is not at hand.</exception>
    internal SealedContent(ReadOnlySpan<byte> blob, in SealOptions options, IMgCodec? codec)
    {
        Header = HeaderOf(blob, options.Header);
        Plaintext = blob;
        if (!options.Compress) return;
        codec = Require(codec);
        _rented = ArrayPool<byte>.Shared.Rent(blob.Length);
        if (!TryCompress(blob, codec, _rented.AsSpan(0, blob.Length - 1), out int length)) return;
        Header = Header with { Flags = GrainFlags.Encrypted | GrainFlags.Compressed };
        Plaintext = _rented.AsSpan(0, length);
    }

    internal GrainHeader Header { get; }

    internal ReadOnlySpan<byte> Plaintext { get; }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
    }

    /// <summary>Expands what was opened.</summary>
    /// <exception cref="OmsException">It is no frame, is larger than the limit, or there is no codec.</exception>
    internal static byte[] Expand(ReadOnlySpan<byte> frame, IMgCodec? codec, int maxBytes)
    {
        FrameExpansion.Status status = FrameExpansion.TryExpand(ref frame, Require(codec), default, maxBytes, isSecret: true, out byte[] blob);
        return status switch
        {
            FrameExpansion.Status.Done when frame.IsEmpty => blob,
            FrameExpansion.Status.TooLarge => throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The opened blob is larger than {maxBytes} bytes")),
            _ => throw new OmsException(new(OmsErrorCode.Corrupt, "R-9", "What was sealed is not one compressed frame")),
        };
    }

    /// <summary>What routes stays, and what describes the payload goes.</summary>
    private static GrainHeader HeaderOf(ReadOnlySpan<byte> blob, HeaderPrivacy privacy)
    {
        if (!MgElement.TryReadHeader(blob, out GrainHeader header) || blob.Length < GrainHeader.MinBlobBytes || header.Type == GrainType.None)
            throw new OmsException(new(OmsErrorCode.Corrupt, "R-9", "What is to be sealed is no grain", 0));
        if ((header.Flags & GrainFlags.Encrypted) != 0)
            throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "The grain is sealed already", 1));
        return privacy == HeaderPrivacy.Blank
            ? new(GrainFlags.Encrypted, header.Sensitivity, header.Type, 0, 0)
            : header with { Flags = GrainFlags.Encrypted };
    }

    private static bool TryCompress(ReadOnlySpan<byte> blob, IMgCodec codec, Span<byte> destination, out int length)
    {
        length = 0;
        using IMgEncoder encoder = codec.CreateEncoder();
        while (length < destination.Length)
        {
            OperationStatus status = encoder.Compress(blob, destination[length..], out int consumed, out int written, isFinalBlock: true);
            blob = blob[consumed..];
            length += written;
            if (status == OperationStatus.Done) return true;
        }
        return false;
    }

    private static IMgCodec Require(IMgCodec? codec) =>
        codec is { Id: ZstdId } ? codec : throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "Compressed sealed grains need zstd; name it in UserKeyRingOptions.Codec", 1));
}
