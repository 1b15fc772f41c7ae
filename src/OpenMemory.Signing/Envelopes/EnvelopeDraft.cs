using System.Text;

namespace OpenMemory.Signing;

/// <summary>An envelope whose signature is still missing (§9.1): the bytes, and what of them is signed.</summary>
internal readonly struct EnvelopeDraft
{
    private const byte Sign1Tag = 18, Parts = 4;
    private const int AlgorithmLabel = 1, ContentTypeLabel = 3, KeyIdLabel = 4, ProtectedCount = 3;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly GrainBlob _grain;
    private readonly byte[] _bytes;
    private readonly Range _protected;

    private EnvelopeDraft(GrainBlob grain, byte[] bytes, Range protectedHeader) => (_grain, _bytes, _protected) = (grain, bytes, protectedHeader);

    private static ReadOnlySpan<byte> IssuedAtKey => "iat"u8;

    /// <summary>Writes everything but the signature: exactly as long as it will be.</summary>
    /// <param name="grain">A grain that may be signed.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="keyId">The signer's DID.</param>
    /// <param name="issuedAt">Epoch seconds, or null to say nothing.</param>
    /// <exception cref="OmsException">The key id is not valid Unicode or too long, or the envelope would be larger than an array can be.</exception>
    internal static EnvelopeDraft Make(GrainBlob grain, SignatureAlgorithm algorithm, string keyId, long? issuedAt)
    {
        string contentType = ContentTypeOf(grain.View().Encoding);
        int keyIdLength = LengthOf(keyId);
        if (keyIdLength > EnvelopeJudge.MaxKeyIdBytes)
            throw new OmsException(new(OmsErrorCode.Corrupt, "R-7", $"The key id is longer than {EnvelopeJudge.MaxKeyIdBytes} bytes, and no verifier of ours would take it"));
        int protectedLength = (int)(1 + 1 + CborSink.SizeOfInteger((long)algorithm) + 1 + CborSink.SizeOf(contentType.Length) + 1 + CborSink.SizeOf(keyIdLength));
        long unprotectedLength = issuedAt is { } time ? 1 + CborSink.SizeOf(IssuedAtKey.Length) + CborSink.SizeOfInteger(time) : 1;
        long length = 2 + CborSink.SizeOf(protectedLength) + unprotectedLength + CborSink.SizeOf(grain.Length) + CborSink.SizeOf(VerificationKey.SignatureBytes);
        if (length > Array.MaxLength) throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-3.3-2", "The grain is too large for an envelope"));

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        CborSink sink = new(bytes);
        sink.Head(Cbor.Tag, Sign1Tag);
        sink.Head(Cbor.Array, Parts);
        sink.Head(Cbor.Bytes, (ulong)protectedLength);
        int start = sink.Position;
        sink.Head(Cbor.Map, ProtectedCount);
        sink.Integer(AlgorithmLabel);
        sink.Integer((long)algorithm);
        sink.Integer(ContentTypeLabel);
        sink.Head(Cbor.Text, (ulong)contentType.Length);
        s_utf8.GetBytes(contentType, sink.Skip(contentType.Length));
        sink.Integer(KeyIdLabel);
        sink.Head(Cbor.Bytes, (ulong)keyIdLength);
        s_utf8.GetBytes(keyId, sink.Skip(keyIdLength));
        Range protectedHeader = start..sink.Position;
        sink.Head(Cbor.Map, issuedAt is null ? 0UL : 1);
        if (issuedAt is { } seconds)
        {
            sink.String(Cbor.Text, IssuedAtKey);
            sink.Integer(seconds);
        }
        sink.String(Cbor.Bytes, grain.Span);
        sink.Head(Cbor.Bytes, VerificationKey.SignatureBytes);
        return new(grain, bytes, protectedHeader);
    }

    /// <summary>What is to be signed.</summary>
    internal ToBeSigned ToBeSigned(ReadOnlySpan<byte> externalData) => Signing.ToBeSigned.Make(_bytes.AsSpan(_protected), externalData, _grain.Span);

    /// <summary>Puts the signature in. A draft is finished once.</summary>
    internal GrainBlob Finish(ReadOnlySpan<byte> signature)
    {
        signature.CopyTo(_bytes.AsSpan(^VerificationKey.SignatureBytes..));
        return _grain.WithEnvelope(_bytes);
    }

    /// <summary>The content type of grains in an encoding, in ASCII.</summary>
    internal static string ContentTypeOf(PayloadEncoding encoding) =>
        encoding == PayloadEncoding.Cbor ? EnvelopeView.CborContentType : EnvelopeView.MessagePackContentType;

    private static int LengthOf(string keyId)
    {
        try
        {
            return s_utf8.GetByteCount(keyId);
        }
        catch (EncoderFallbackException)
        {
            throw new OmsException(new(OmsErrorCode.Corrupt, "R-7", "The key id is not valid Unicode"));
        }
    }
}
