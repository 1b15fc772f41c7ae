using System.Buffers;

namespace OpenMemory.Erasure;

/// <summary>What is sealed: a blob or an envelope as it is, or one zstd frame of it, and the header it gets .</summary>
internal readonly ref struct SealedContent : IDisposable
{
    private const byte ZstdId = 1;

    private readonly byte[]? _rented;

    /// <exception cref="OmsException">The bytes are no grain or sealed already, signed without an envelope, or zstd is not at hand.</exception>
    internal SealedContent(ReadOnlySpan<byte> blob, in SealOptions options, IMgCodec? codec)
    {
        Header = HeaderOf(blob, options.Header);
        Plaintext = blob;
        if (!options.Compress) return;
        RequireFits(blob.Length, options.Limits); // however small it becomes: whoever opens it expands no more
        codec = Require(codec);
        _rented = ArrayPool<byte>.Shared.Rent(blob.Length);
        int length;
        try
        {
            if (!TryCompress(blob, codec, _rented.AsSpan(0, blob.Length - 1), out length)) return;
        }
        catch
        {
            Dispose();
            throw;
        }
        Header = Header with { Flags = GrainFlags.Encrypted | GrainFlags.Compressed };
        Plaintext = _rented.AsSpan(0, length);
    }

    internal GrainHeader Header { get; }

    internal ReadOnlySpan<byte> Plaintext { get; }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
    }

    /// <exception cref="OmsException">The grain is larger than its readers accept.</exception>
    internal static void RequireFits(long length, CodecLimits limits)
    {
        int most = Math.Min(limits.OrDefault.MaxBlobBytes, Array.MaxLength);
        if (length > most) throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The grain, or what it is sealed into, is larger than {most} bytes"));
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
        if (!MgElement.TryCheckDelivery(blob, out OmsFault fault)) throw new OmsException(fault); // opened, nobody could deliver it
        if ((header.Flags & GrainFlags.Encrypted) != 0)
            throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "The grain is sealed already", 1));
        return privacy == HeaderPrivacy.Keep
            ? header with { Flags = GrainFlags.Encrypted }
            : new(GrainFlags.Encrypted, header.Sensitivity, header.Type, 0, 0);
    }

    /// <summary>Whether the blob becomes smaller. An encoder may be anybody's: one that miscounts or stands still has made nothing smaller.</summary>
    private static bool TryCompress(ReadOnlySpan<byte> blob, IMgCodec codec, Span<byte> destination, out int length)
    {
        length = 0;
        using IMgEncoder encoder = codec.CreateEncoder();
        while (length < destination.Length)
        {
            OperationStatus status = encoder.Compress(blob, destination[length..], out int consumed, out int written, isFinalBlock: true);
            if ((uint)consumed > (uint)blob.Length || (uint)written > (uint)(destination.Length - length)) return false;
            blob = blob[consumed..];
            length += written;
            if (status != OperationStatus.DestinationTooSmall) return status == OperationStatus.Done && blob.IsEmpty;
            if (consumed == 0 && written == 0) return false;
        }
        return false;
    }

    private static IMgCodec Require(IMgCodec? codec) =>
        codec is { Id: ZstdId } ? codec : throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "Compressed sealed grains need zstd; name it in UserKeyRingOptions.Codec", 1));
}
