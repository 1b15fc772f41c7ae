namespace OpenMemory;

/// <summary>
/// A payload that is one compressed frame and not sealed: flag bit 2 without bit 1. Nothing writes it; when read, the
/// address stays the one of the stored bytes.
/// </summary>
internal static class CompressedPayload
{
    /// <summary>
    /// A payload may expand to 64 KiB, or to 256 times its frame: a file full of payloads that expand to the largest blob each would
    /// otherwise cost thousands of times its size to verify.
    /// </summary>
    internal const int AlwaysExpanded = 64 << 10, MaxExpansion = 256;

    /// <summary>Whether the payload is compressed and not sealed, as far as the header says.</summary>
    internal static bool IsIn(ReadOnlySpan<byte> blob) => GrainHeader.TryRead(blob, out GrainHeader header) && IsIn(header.Flags);

    /// <summary>Whether the payload is compressed and not sealed.</summary>
    internal static bool IsIn(GrainFlags flags) => (flags & (GrainFlags.Compressed | GrainFlags.Encrypted)) == GrainFlags.Compressed;

    /// <summary>Expands a payload: memory grows with what comes out of the frame, not with what it declares.</summary>
    /// <param name="blob">A blob of which <see cref="IsIn(ReadOnlySpan{byte})"/> is true.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="limits">The largest blob, before and after; values that were never set are those for strangers.</param>
    /// <param name="expanded">The header with bit 2 cleared and the payload; empty where there is a fault. Still to be parsed.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>Whether there is one frame and nothing behind it.</returns>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed.</exception>
    internal static bool TryExpand(ReadOnlySpan<byte> blob, IMgCodec codec, CodecLimits limits, out byte[] expanded, out OmsFault fault)
    {
        expanded = [];
        int maxBytes = (int)Math.Min(Math.Min(limits.OrDefault.MaxBlobBytes, Array.MaxLength), Math.Max(AlwaysExpanded, (long)MaxExpansion * blob.Length));
        bool isSigned = blob.Length > 1 && (blob[1] & (byte)GrainFlags.Signed) != 0; // whether it should be is for the parser to say
        if (!GrainParser.CheckFrame(blob, isSigned, maxBytes, out _, out fault)) return false;
        Span<byte> header = stackalloc byte[GrainHeader.Size];
        blob[..GrainHeader.Size].CopyTo(header);
        header[1] &= (byte)~GrainFlags.Compressed;
        ReadOnlySpan<byte> rest = blob[GrainHeader.Size..];
        FrameExpansion.Status status = FrameExpansion.TryExpand(ref rest, codec, header, maxBytes, isSecret: false, out byte[] bytes);
        if (status == FrameExpansion.Status.TooLarge) return Failed(TooLarge(maxBytes), out fault);
        if (status != FrameExpansion.Status.Done) return Failed(Damaged(status == FrameExpansion.Status.Cut, codec), out fault);
        if (!rest.IsEmpty) return Failed(new(OmsErrorCode.Corrupt, "R-9", "Bytes follow the compressed payload", blob.Length - rest.Length), out fault);
        if (bytes.Length == GrainHeader.Size) return Failed(new(OmsErrorCode.Corrupt, "R-9", "The compressed payload is empty", GrainHeader.Size), out fault);
        expanded = bytes;
        fault = default;
        return true;
    }

    private static OmsFault TooLarge(int maxBytes) =>
        new(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The expanded blob is larger than {maxBytes} bytes", GrainHeader.Size);

    private static OmsFault Damaged(bool isCut, IMgCodec codec) =>
        new(OmsErrorCode.Corrupt, "R-9", isCut ? "The compressed payload is cut short" : $"The compressed payload is not a sound {codec.Name} frame", GrainHeader.Size);

    private static bool Failed(in OmsFault reason, out OmsFault fault)
    {
        fault = reason;
        return false;
    }
}
