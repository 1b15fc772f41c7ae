namespace OpenMemory;

/// <summary>
/// Walks one CBOR item of any kind by its heads alone: an envelope is CBOR that no grain reader accepts (tags, integer keys).
/// Definite lengths only, as deterministic CBOR has them (RFC 8949 §4.2.1).
/// </summary>
internal static class CborItem
{
    /// <summary>Deeper than <see cref="CborCursor"/> reads, so that the fault is its own: it says what is wrong.</summary>
    private const int MaxDepth = 24;

    private const int ByteText = 2, Text = 3, Array = 4, Map = 5, Tag = 6;

    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        return TrySkip(bytes, ref length, 0);
    }

    /// <summary>The payload of a COSE_Sign1 envelope: the third of its four parts, a byte string (OMS-9.1-1).</summary>
    internal static bool TryFindPayload(ReadOnlySpan<byte> envelope, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        int position = 0;
        if (!TryHead(envelope, ref position, out int major, out ulong argument)) return false;
        if (major == Tag && !TryHead(envelope, ref position, out major, out argument)) return false;
        if (major != Array || argument != 4 || !TrySkip(envelope, ref position, 1) || !TrySkip(envelope, ref position, 1)) return false;
        if (!TryHead(envelope, ref position, out major, out argument) || major != ByteText || argument > (ulong)(envelope.Length - position)) return false;
        payload = envelope.Slice(position, (int)argument);
        return true;
    }

    private static bool TrySkip(ReadOnlySpan<byte> bytes, ref int position, int depth)
    {
        if (depth > MaxDepth || !TryHead(bytes, ref position, out int major, out ulong argument)) return false;
        ulong rest = (ulong)(bytes.Length - position);
        switch (major)
        {
            case ByteText or Text:
                if (argument > rest) return false;
                position += (int)argument;
                return true;
            case Array or Map or Tag:
                if (argument > rest && major != Tag) return false; // every item has a byte at least
                ulong items = major == Map ? 2 * argument : major == Array ? argument : 1;
                for (; items > 0; items--)
                {
                    if (!TrySkip(bytes, ref position, depth + 1)) return false;
                }
                return true;
            default:
                return true;
        }
    }

    private static bool TryHead(ReadOnlySpan<byte> bytes, ref int position, out int major, out ulong argument)
    {
        major = 0;
        argument = 0;
        if (position >= bytes.Length) return false;
        byte head = bytes[position++];
        major = head >> 5;
        argument = (ulong)(head & 0x1f);
        if (argument < 24) return true;
        if (argument > 27) return false; // reserved or indefinite
        int size = 1 << ((int)argument - 24);
        if (bytes.Length - position < size) return false;
        argument = CborHead.Read(bytes[position..], size);
        position += size;
        return true;
    }
}
