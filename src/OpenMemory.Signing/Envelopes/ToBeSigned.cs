using System.Buffers;

namespace OpenMemory.Signing;

/// <summary>
/// What is signed: <c>["Signature1", protected, external_aad, payload]</c> in CBOR (RFC 9052 §4.4), in a rented buffer. Dispose of it
/// exactly once.
/// </summary>
internal readonly ref struct ToBeSigned
{
    private const int Parts = 4;
    private const byte EmptyMap = Cbor.Map;

    private ToBeSigned(byte[] buffer, int length) => Bytes = new(buffer, 0, length);

    private static ReadOnlySpan<byte> Context => "Signature1"u8;

    internal ArraySegment<byte> Bytes { get; }

    /// <param name="protectedHeader">The content of the byte string; an empty map is signed as no bytes at all.</param>
    /// <param name="externalData">Bytes that the envelope does not hold.</param>
    /// <param name="payload">The blob.</param>
    /// <exception cref="OmsException">All of it together is larger than an array can be.</exception>
    internal static ToBeSigned Make(ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> externalData, ReadOnlySpan<byte> payload)
    {
        if (protectedHeader is [EmptyMap]) protectedHeader = default;
        long length = 1 + CborSink.SizeOf(Context.Length) + CborSink.SizeOf(protectedHeader.Length) + CborSink.SizeOf(externalData.Length) + CborSink.SizeOf(payload.Length);
        if (length > Array.MaxLength) throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-3.3-2", "The grain is too large to be signed"));
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)length);
        CborSink sink = new(buffer);
        sink.Head(Cbor.Array, Parts);
        sink.String(Cbor.Text, Context);
        sink.String(Cbor.Bytes, protectedHeader);
        sink.String(Cbor.Bytes, externalData);
        sink.String(Cbor.Bytes, payload);
        return new(buffer, sink.Position);
    }

    internal void Dispose() => ArrayPool<byte>.Shared.Return(Bytes.Array!);
}
