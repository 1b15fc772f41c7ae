namespace OpenMemory;

/// <summary>
/// One element of a grain region or a frame: a blob, or the COSE_Sign1 envelope around one (OMS-11.2-3, OMS-9.2-4). Everything
/// that tells the two apart is here.
/// </summary>
internal static class MgElement
{
    private const byte ZstdId = 1;

    internal static bool IsEnvelope(ReadOnlySpan<byte> element) => EnvelopeView.IsEnvelope(element);

    /// <summary>Whether an element is neither an envelope nor a blob that needs one, so that equal addresses mean equal bytes.</summary>
    internal static bool IsUnsigned(ReadOnlySpan<byte> element) =>
        element is [GrainHeader.Version, var flags, ..] && ((GrainFlags)flags & GrainFlags.Signed) == 0;

    /// <summary>The largest element that may begin so, where a blob may have so many bytes.</summary>
    internal static int MaxBytes(ReadOnlySpan<byte> beginning, int maxBlob) =>
        (int)Math.Min(Array.MaxLength - 1, maxBlob + (IsEnvelope(beginning) ? (long)EnvelopeView.MaxOverheadBytes : 0));

    /// <summary>Validates an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="options">How to read.</param>
    /// <param name="tolerance">Receives deviations in the Compatible mode; null where nobody asks for them.</param>
    /// <param name="grain">The grain; of a compressed payload, a view over its expanded form .</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="codecs">For a compressed payload.</param>
    internal static bool TryParse(
        ReadOnlySpan<byte> element, scoped in GrainReadOptions options, Tolerance? tolerance, out GrainView grain, out OmsFault fault, IReadOnlyList<IMgCodec>? codecs = null)
    {
        return DeliveredGrain.TryParse(element, options with { InsideEnvelope = false }, tolerance, CodecOf(codecs), out grain, out fault);
    }

    /// <summary>Validates an element.</summary>
    /// <exception cref="OmsException">It is not sound.</exception>
    internal static GrainView Parse(ReadOnlySpan<byte> element, in GrainReadOptions options, IReadOnlyList<IMgCodec>? codecs = null)
    {
        if (!TryParse(element, options, null, out GrainView grain, out OmsFault fault, codecs)) Throw.Fault(fault);
        return grain;
    }

    /// <summary>The header of an element, also of one inside an envelope; nothing else is looked at.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> element, out GrainHeader header) => GrainHeader.TryRead(GrainBlob.BytesIn(element), out header);

    /// <summary>
    /// Whether the signed flag agrees with how the element is delivered, as far as it has a header (OMS-9.2-1); nothing else is
    /// looked at.
    /// </summary>
    internal static bool TryCheckDelivery(ReadOnlySpan<byte> element, out OmsFault fault)
    {
        fault = default;
        if (!TryReadHeader(element, out GrainHeader header) || ((header.Flags & GrainFlags.Signed) != 0) == IsEnvelope(element)) return true;
        ReadOnlySpan<byte> blob = GrainBlob.BytesIn(element);
        element.Overlaps(blob, out int start);
        string message = IsEnvelope(element) ? "An envelope holds a blob whose signed flag is clear" : "The signed flag is set, but there is no envelope";
        fault = new(OmsErrorCode.SignedMismatch, "OMS-9.2-1", message, start + 1);
        return false;
    }

    /// <summary>
    /// The address of the grain in an element: that of the blob, with or without the envelope in which it is delivered. Bytes
    /// without a grain have the address of themselves.
    /// </summary>
    internal static ContentAddress AddressOf(ReadOnlySpan<byte> element) => ContentAddress.Compute(GrainBlob.BytesIn(element));

    /// <summary>Where the blob of an element stands in it, whose hash is <see cref="AddressOf"/>.</summary>
    internal static (int Start, int Length) BlobIn(ReadOnlySpan<byte> element)
    {
        ReadOnlySpan<byte> blob = GrainBlob.BytesIn(element);
        if (blob.Length == element.Length || !element.Overlaps(blob, out int start)) return (0, blob.Length);
        return (start, blob.Length);
    }

    /// <summary>The blob of an element.</summary>
    internal static ReadOnlyMemory<byte> BlobIn(ReadOnlyMemory<byte> element)
    {
        (int start, int length) = BlobIn(element.Span);
        return element.Slice(start, length);
    }

    /// <summary>How long the element at the start of the bytes is: elements say where they end .</summary>
    /// <param name="bytes">The element and what follows it.</param>
    /// <param name="codecs">For a compressed payload, whose end only its codec knows.</param>
    /// <param name="maxBytes">The largest payload that is decompressed for it.</param>
    /// <param name="length">The length in bytes; where it cannot be told, how far the bytes were looked at.</param>
    /// <param name="fault">Why it cannot be told.</param>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, IReadOnlyList<IMgCodec>? codecs, int maxBytes, out int length, out OmsFault fault)
    {
        length = 0;
        if (IsEnvelope(bytes))
        {
            bool hasEnd = CborItem.TryMeasure(bytes, out length);
            fault = hasEnd ? default : new(OmsErrorCode.Corrupt, "R-2", "The envelope has no end", 0);
            return hasEnd;
        }
        if (bytes.Length < GrainHeader.MinBlobBytes)
        {
            fault = new(OmsErrorCode.TooShort, "OMS-3.1-1", "A blob has at least 10 bytes", bytes.Length);
            return false;
        }
        if (!GrainHeader.TryRead(bytes, out GrainHeader header))
        {
            fault = new(OmsErrorCode.Version, "OMS-3.1-2", $"Version byte 0x{bytes[0]:x2} is not known", 0);
            return false;
        }
        if (CompressedPayload.IsIn(bytes)) return TryMeasureFrame(bytes, codecs, maxBytes, out length, out fault);

        byte first = bytes[GrainHeader.Size];
        // Only the shape matters here, so that what is not canonical is found, and named, with its grain.
        PayloadReader reader = new(bytes, GrainHeader.Size, Cbor.IsMap(first) ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack, CodecLimits.DeepestNesting, new Tolerance());
        if ((!MsgPack.IsMap(first) && !Cbor.IsMap(first)) || !reader.TrySkip(1))
        {
            length = reader.Position;
            fault = reader.Fault.IsFault ? reader.Fault : new(OmsErrorCode.NotMap, "OMS-3.1-11", "The payload is not a map", GrainHeader.Size);
            return false;
        }
        length = reader.Position;
        fault = default;
        return true;
    }

    internal static IMgCodec? CodecOf(IReadOnlyList<IMgCodec>? codecs)
    {
        foreach (IMgCodec codec in codecs ?? [])
        {
            if (codec.Id == ZstdId) return codec; // one zstd frame
        }
        return null;
    }

    private static bool TryMeasureFrame(ReadOnlySpan<byte> bytes, IReadOnlyList<IMgCodec>? codecs, int maxBytes, out int length, out OmsFault fault)
    {
        length = 0;
        fault = new(OmsErrorCode.NotSupported, "R-9", "The end of a compressed payload cannot be told without its codec; name zstd in MgReaderOptions.Codecs", 1);
        if (CodecOf(codecs) is not { } codec) return false;
        fault = new(OmsErrorCode.Corrupt, "R-9", "The compressed payload is damaged", GrainHeader.Size);
        if (!FrameMeasure.TryMeasure(bytes[GrainHeader.Size..], codec, maxBytes, out int frame)) return false;
        length = GrainHeader.Size + frame;
        fault = default;
        return true;
    }
}
