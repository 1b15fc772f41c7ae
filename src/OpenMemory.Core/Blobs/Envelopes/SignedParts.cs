namespace OpenMemory;

/// <summary>
/// The four parts of a COSE_Sign1 item (RFC 9052 §4.2), whatever its headers say: what verifying a signature needs.
/// </summary>
internal readonly ref struct SignedParts
{
    private const string Rule = "OMS-9.1-1";

    internal ReadOnlySpan<byte> Bytes { get; private init; }

    internal Range Protected { get; private init; }

    internal Range Unprotected { get; private init; }

    internal Range Payload { get; private init; }

    internal Range Signature { get; private init; }

    internal static bool TryParse(ReadOnlySpan<byte> bytes, out SignedParts parts, out OmsFault fault)
    {
        parts = default;
        CborCursor cursor = new(bytes, 0, bytes.Length, Rule);
        if (!TryReadParts(ref cursor, bytes, out SignedParts read))
        {
            fault = cursor.Fault;
            return false;
        }
        parts = read;
        fault = default;
        return true;
    }

    private static bool TryReadParts(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, out SignedParts parts)
    {
        parts = default;
        if (!EnvelopeView.IsEnvelope(bytes))
            return cursor.Fail(bytes.IsEmpty ? "The envelope is empty" : "The bytes are not an array of four, bare or with tag 18", 0);
        if (bytes[0] != 0x84 && !cursor.TryHead(out _, out _)) return false;
        if (!cursor.TryHead(out _, out _)) return false;
        if (!cursor.TryString(false, "The protected header is not a byte string", out int protectedStart, out int protectedLength)) return false;
        int unprotectedStart = cursor.Position;
        if (!cursor.TryHead(CborCursor.MapType, "The unprotected header is not a map", out int count)) return false;
        Range key = default;
        for (int i = 0; i < count; i++)
        {
            if (!cursor.TryLabel(ref key) || !cursor.TrySkip()) return false;
        }
        int unprotectedEnd = cursor.Position;
        if (!cursor.TryString(false, "The payload is not a byte string", out int payloadStart, out int payloadLength)) return false;
        if (!cursor.TryString(false, "The signature is not a byte string", out int signatureStart, out int signatureLength)) return false;
        if (!cursor.IsAtEnd) return cursor.Fail("Bytes follow the envelope", cursor.Position);
        parts = new()
        {
            Bytes = bytes,
            Protected = protectedStart..(protectedStart + protectedLength),
            Unprotected = unprotectedStart..unprotectedEnd,
            Payload = payloadStart..(payloadStart + payloadLength),
            Signature = signatureStart..(signatureStart + signatureLength),
        };
        return true;
    }
}
