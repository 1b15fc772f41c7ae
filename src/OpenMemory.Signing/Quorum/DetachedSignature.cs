using System.Text;
using System.Text.Unicode;

namespace OpenMemory.Signing;

/// <summary>
/// A COSE_Sign1 whose payload is elsewhere (RFC 9052 §4.1), as the elements of <c>supersession_auth</c> are: algorithm and key id
/// stand in the protected header, and nothing that decides stands outside it.
/// </summary>
internal readonly record struct DetachedSignature(byte[] ProtectedHeader, long Algorithm, string KeyId, byte[] Signature)
{
    private const byte Sign1Tag = 18, Parts = 4;
    private const int AlgorithmLabel = 1, CriticalLabel = 2, ContentTypeLabel = 3, KeyIdLabel = 4;

    /// <summary>The DID of the signer: the key id without its fragment.</summary>
    internal string Signer => EnvelopeJudge.DidOf(KeyId);

    /// <summary>Writes a signature: tag 18, labels 1 and 4 protected, nothing unprotected, no payload.</summary>
    internal static byte[] Write(ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> signature)
    {
        byte[] bytes = new byte[4 + CborSink.SizeOf(protectedHeader.Length) + CborSink.SizeOf(signature.Length)];
        CborSink sink = new(bytes);
        sink.Head(Cbor.Tag, Sign1Tag);
        sink.Head(Cbor.Array, Parts);
        sink.String(Cbor.Bytes, protectedHeader);
        sink.Head(Cbor.Map, 0);
        sink.Skip(1)[0] = Cbor.Null;
        sink.String(Cbor.Bytes, signature);
        return bytes;
    }

    /// <summary>Writes the protected header: <c>{1: algorithm, 4: key id}</c>, the key id as bytes .</summary>
    internal static byte[] WriteHeader(SignatureAlgorithm algorithm, ReadOnlySpan<byte> keyId)
    {
        byte[] bytes = new byte[1 + 1 + CborSink.SizeOfInteger((long)algorithm) + 1 + CborSink.SizeOf(keyId.Length)];
        CborSink sink = new(bytes);
        sink.Head(Cbor.Map, 2);
        sink.Integer(AlgorithmLabel);
        sink.Integer((long)algorithm);
        sink.Integer(KeyIdLabel);
        sink.String(Cbor.Bytes, keyId);
        return bytes;
    }

    /// <summary>Reads one that has exactly this form; whatever has another is none.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out DetachedSignature signature)
    {
        signature = default;
        CborCursor cursor = new(bytes, 0, bytes.Length, "R-35");
        if (!EnvelopeView.IsEnvelope(bytes)) return false;
        if (bytes[0] != (Cbor.Array | Parts) && !cursor.TryHead(out _, out _)) return false; // the tag
        if (!cursor.TryHead(CborCursor.ArrayType, "", out _)) return false;
        if (!cursor.TryString(false, "", out int headerStart, out int headerLength)) return false;
        if (!TryReadUnprotected(ref cursor, bytes)) return false;
        if (cursor.IsAtEnd || bytes[cursor.Position] != Cbor.Null || !cursor.TrySkip()) return false; // the payload is elsewhere
        if (!cursor.TryString(false, "", out int start, out int length) || length != VerificationKey.SignatureBytes || !cursor.IsAtEnd) return false;
        if (!TryReadProtected(bytes, headerStart, headerStart + headerLength, out long algorithm, out Range keyId)) return false;
        signature = new(bytes.Slice(headerStart, headerLength).ToArray(), algorithm, Encoding.UTF8.GetString(bytes[keyId]), bytes.Slice(start, length).ToArray());
        return true;
    }

    private static bool TryReadUnprotected(ref CborCursor cursor, ReadOnlySpan<byte> bytes)
    {
        if (!cursor.TryHead(CborCursor.MapType, "", out int count)) return false;
        Range key = default;
        for (int i = 0; i < count; i++)
        {
            if (!cursor.TryLabel(ref key) || LabelOf(bytes[key]) is AlgorithmLabel or CriticalLabel or ContentTypeLabel or KeyIdLabel || !cursor.TrySkip()) return false;
        }
        return true;
    }

    private static bool TryReadProtected(ReadOnlySpan<byte> bytes, int start, int end, out long algorithm, out Range keyId)
    {
        (algorithm, keyId) = (0, default);
        CborCursor cursor = new(bytes, start, end, "R-35");
        if (!cursor.TryHead(CborCursor.MapType, "", out int count)) return false;
        Range key = default;
        for (int i = 0; i < count; i++)
        {
            if (!cursor.TryLabel(ref key)) return false;
            switch (LabelOf(bytes[key]))
            {
                case CriticalLabel: // none is known that may be critical
                    return false;
                case AlgorithmLabel:
                    if (!cursor.TryHead(out int major, out ulong number) || major > CborCursor.NegativeType || number > long.MaxValue) return false;
                    algorithm = major == CborCursor.NegativeType ? ~(long)number : (long)number;
                    break;
                case KeyIdLabel:
                    if (!cursor.TryString(true, "", out int textStart, out int length) || length == 0 || length > EnvelopeJudge.MaxKeyIdBytes) return false;
                    keyId = textStart..(textStart + length);
                    if (!Utf8.IsValid(bytes[keyId])) return false;
                    break;
                default:
                    if (!cursor.TrySkip()) return false;
                    break;
            }
        }
        return cursor.IsAtEnd && algorithm != 0 && !keyId.Equals(default);
    }

    /// <summary>A label of one byte, as those are that are known; -1 for others.</summary>
    private static int LabelOf(ReadOnlySpan<byte> key) => key is [< Cbor.OneByte] ? key[0] : -1;
}
