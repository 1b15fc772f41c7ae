using System.Text.Unicode;

namespace OpenMemory;

/// <summary>Reads the headers of an envelope as §9.1 has them .</summary>
internal static class EnvelopeParser
{
    private const int AlgorithmLabel = 1, CriticalLabel = 2, ContentTypeLabel = 3, KeyIdLabel = 4, PeerIssuedAtLabel = 6, ClaimsLabel = 15, IssuedAtClaim = 6;

    /// <summary>The text <c>iat</c> as a CBOR item.</summary>
    private static ReadOnlySpan<byte> IssuedAtKey => "ciat"u8;

    internal static bool TryParse(ReadOnlySpan<byte> bytes, out EnvelopeView view, out OmsFault fault)
    {
        view = default;
        if (!SignedParts.TryParse(bytes, out SignedParts parts, out fault)) return false;
        Headers headers = default;
        if (!TryReadProtected(parts, ref headers, out fault) || !TryReadUnprotected(parts, ref headers, out fault)) return false;
        view = new()
        {
            Bytes = bytes,
            ProtectedHeader = bytes[parts.Protected],
            Algorithm = headers.Algorithm,
            ContentType = bytes[headers.ContentType],
            KeyId = bytes[headers.KeyId],
            IssuedAt = headers.IssuedAt ?? headers.PeerIssuedAt ?? headers.ClaimedAt,
            Payload = bytes[parts.Payload],
            PayloadOffset = parts.Payload.Start.Value,
            Signature = bytes[parts.Signature],
        };
        return true;
    }

    private static bool TryReadProtected(in SignedParts parts, scoped ref Headers headers, out OmsFault fault)
    {
        (int start, int end) = (parts.Protected.Start.Value, parts.Protected.End.Value);
        CborCursor cursor = new(parts.Bytes, start, end, "R-7");
        bool isRead = TryReadProtected(ref cursor, parts.Bytes, start, ref headers);
        fault = cursor.Fault;
        return isRead;
    }

    private static bool TryReadProtected(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, int start, scoped ref Headers headers)
    {
        if (cursor.IsAtEnd) return cursor.Fail("The protected header is empty", start);
        if (!cursor.TryHead(CborCursor.MapType, "The protected header is not a map", out int count)) return false;
        Range key = default;
        bool hasAlgorithm = false, hasKeyId = false;
        for (int i = 0; i < count; i++)
        {
            if (!cursor.TryLabel(ref key)) return false;
            int value = cursor.Position;
            switch (LabelOf(bytes[key]))
            {
                case AlgorithmLabel:
                    if (!TryReadInteger(ref cursor, out long? algorithm)) return false;
                    if (algorithm is not { } number) return cursor.Fail("The algorithm is not a number", value);
                    (headers.Algorithm, hasAlgorithm) = (number, true);
                    break;
                case CriticalLabel:
                    return cursor.Fail("A header is critical, and none is known that may be", key.Start.Value);
                case ContentTypeLabel:
                    if (!TryReadText(ref cursor, bytes, out headers.ContentType)) return false;
                    break;
                case KeyIdLabel:
                    if (!cursor.TryString(true, "The key id is neither a byte string nor a text", out int contentStart, out int length)) return false;
                    headers.KeyId = contentStart..(contentStart + length);
                    hasKeyId = true;
                    if (length == 0) return cursor.Fail("The key id is empty", value);
                    if (!Utf8.IsValid(bytes[headers.KeyId])) return cursor.Fail("The key id is not valid UTF-8", contentStart);
                    break;
                default:
                    if (!TryReadOther(ref cursor, bytes, key, ref headers)) return false;
                    break;
            }
        }
        if (!cursor.IsAtEnd) return cursor.Fail("Bytes follow the protected header", cursor.Position);
        if (!hasAlgorithm) return cursor.Fail("The protected header names no algorithm", start);
        return hasKeyId || cursor.Fail("The protected header names no key", start);
    }

    /// <summary>
    /// Reads the header that nobody signed. What decides something may not stand here, and nothing may stand in both (RFC 9052 §3):
    /// the keys of both are in order, so one walk beside the other finds it.
    /// </summary>
    private static bool TryReadUnprotected(in SignedParts parts, scoped ref Headers headers, out OmsFault fault)
    {
        ReadOnlySpan<byte> bytes = parts.Bytes;
        CborCursor cursor = new(bytes, parts.Unprotected.Start.Value, parts.Unprotected.End.Value, "OMS-9.1-5");
        CborCursor other = new(bytes, parts.Protected.Start.Value, parts.Protected.End.Value, "R-7");
        cursor.TryHead(out _, out ulong count);
        other.TryHead(out _, out ulong others);
        Range key = default, otherKey = default;
        bool hasOther = TryNext(ref other, ref others, ref otherKey);
        for (ulong i = 0; i < count; i++)
        {
            cursor.TryKey(ref key);
            while (hasOther && bytes[otherKey].SequenceCompareTo(bytes[key]) < 0)
            {
                other.TrySkip();
                hasOther = TryNext(ref other, ref others, ref otherKey);
            }
            bool isInBoth = hasOther && bytes[otherKey].SequenceEqual(bytes[key]);
            if (!TryReadUnprotected(ref cursor, bytes, key, isInBoth, ref headers)) break;
        }
        fault = cursor.Fault;
        return !fault.IsFault;
    }

    private static bool TryNext(scoped ref CborCursor cursor, ref ulong rest, ref Range key) => rest-- > 0 && cursor.TryKey(ref key);

    private static bool TryReadUnprotected(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, Range key, bool isInBoth, scoped ref Headers headers)
    {
        if (isInBoth) return cursor.Fail("A header stands both protected and unprotected", key.Start.Value);
        return LabelOf(bytes[key]) switch
        {
            AlgorithmLabel => cursor.Fail("The algorithm is not protected", key.Start.Value),
            CriticalLabel => cursor.Fail("The list of critical headers is not protected", key.Start.Value),
            KeyIdLabel => cursor.Fail("The key id is not protected", key.Start.Value),
            _ => TryReadOther(ref cursor, bytes, key, ref headers),
        };
    }

    /// <summary>Reads a header that decides nothing: the three forms of <c>iat</c> (R-6), in either header, and whatever else there is.</summary>
    private static bool TryReadOther(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, Range key, scoped ref Headers headers)
    {
        if (bytes[key].SequenceEqual(IssuedAtKey)) return TryReadInteger(ref cursor, out headers.IssuedAt);
        return LabelOf(bytes[key]) switch
        {
            PeerIssuedAtLabel => TryReadInteger(ref cursor, out headers.PeerIssuedAt),
            ClaimsLabel => TryReadClaims(ref cursor, bytes, ref headers),
            _ => cursor.TrySkip(),
        };
    }

    /// <summary>CWT claims (RFC 9597), where they are a map. They are well-formed before <c>iat</c> is looked for in them.</summary>
    private static bool TryReadClaims(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, scoped ref Headers headers)
    {
        int start = cursor.Position;
        if (!cursor.TrySkip()) return false;
        if (bytes[start] >> 5 != CborCursor.MapType) return true;
        CborCursor claims = new(bytes, start, cursor.Position, "R-6");
        claims.TryHead(out _, out ulong count);
        Range key = default;
        for (; count > 0; count--)
        {
            claims.TryKey(ref key);
            if (LabelOf(bytes[key]) != IssuedAtClaim) claims.TrySkip();
            else TryReadInteger(ref claims, out headers.ClaimedAt);
        }
        return true;
    }

    private static bool TryReadText(scoped ref CborCursor cursor, ReadOnlySpan<byte> bytes, out Range text)
    {
        text = default;
        if (cursor.Position >= bytes.Length || bytes[cursor.Position] >> 5 != CborCursor.TextType) return cursor.TrySkip();
        if (!cursor.TryString(true, "", out int start, out int length)) return false;
        text = start..(start + length);
        return true;
    }

    /// <summary>Reads an item; of another kind than an integer of 64 bits there is nothing to tell.</summary>
    private static bool TryReadInteger(scoped ref CborCursor cursor, out long? number)
    {
        number = null;
        int start = cursor.Position;
        if (!cursor.TrySkip()) return false;
        ReadOnlySpan<byte> item = cursor.Since(start);
        if (item[0] >> 5 > CborCursor.NegativeType) return true;
        int info = item[0] & Cbor.InfoMask;
        ulong argument = info < Cbor.OneByte ? (ulong)info : CborHead.Read(item[1..], item.Length - 1);
        if (argument <= long.MaxValue) number = item[0] >> 5 == CborCursor.UnsignedType ? (long)argument : ~(long)argument;
        return true;
    }

    /// <summary>A label of one byte, as those are that are known; -1 for others.</summary>
    private static int LabelOf(ReadOnlySpan<byte> key) => key is [< Cbor.OneByte] ? key[0] : -1;

    private ref struct Headers
    {
        internal long Algorithm;
        internal Range ContentType, KeyId;
        internal long? IssuedAt, PeerIssuedAt, ClaimedAt;
    }
}
