namespace OpenMemory;

/// <summary>From one payload encoding to the other (OMS-16.2-4): the same content, another grain with another address.</summary>
internal static class Transcoder
{
    /// <summary>Writes a canonical blob in another encoding.</summary>
    internal static byte[] Transcode(ReadOnlySpan<byte> blob, GrainHeader header, PayloadEncoding to, int maxBytes)
    {
        WriterState state = WriterState.Rent();
        try
        {
            Span<byte> result = to == PayloadEncoding.Cbor ? ToCbor(blob, state) : ToMessagePack(blob, state);
            if (result.Length > maxBytes) Throw.Fault(OmsErrorCode.Corrupt, "OMS-18-1", $"The blob would be larger than {maxBytes} bytes");
            HeaderFor(header, to).Write(result);
            return result.ToArray();
        }
        finally
        {
            state.Return();
        }
    }

    /// <summary>A blob's payload as CBOR, behind room for the header.</summary>
    internal static Span<byte> ToCbor(ReadOnlySpan<byte> blob, WriterState state)
    {
        int position = GrainHeader.Size;
        return state.Cbor.Transcode(blob, ref position, GrainHeader.Size);
    }

    /// <summary>A header whose bit 5 says how the payload is written (OMS-3.1-9).</summary>
    internal static GrainHeader HeaderFor(GrainHeader header, PayloadEncoding encoding) => header with
    {
        Flags = encoding == PayloadEncoding.Cbor ? header.Flags | GrainFlags.Cbor : header.Flags & ~GrainFlags.Cbor,
    };

    private static Span<byte> ToMessagePack(ReadOnlySpan<byte> blob, WriterState state)
    {
        int position = GrainHeader.Size;
        state.Writer.Reset(GrainHeader.Size, CodecLimits.Trusted, []);
        state.Writer.Copy(blob, PayloadEncoding.Cbor, ref position);
        return state.Writer.Written;
    }
}
