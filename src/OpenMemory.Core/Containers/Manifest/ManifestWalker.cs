namespace OpenMemory;

/// <summary>Walks the heads of values without judging them, to find where a map ends. Allocates nothing, never recurses.</summary>
internal static class ManifestWalker
{
    /// <summary>Measures one map whose keys are all bare addresses.</summary>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, ref long steps, out int length)
    {
        length = 0;
        if (bytes.IsEmpty || (!MsgPack.IsMap(bytes[0]) && !Cbor.IsMap(bytes[0]))) return false;
        bool isCbor = Cbor.IsMap(bytes[0]);
        int position = 0;
        if (!TryReadHead(bytes, isCbor, ref position, out _, out long items)) return false;
        for (long pairs = items / 2; pairs > 0; pairs--)
        {
            if (!TrySkipAddress(bytes, isCbor, ref position) || !TrySkip(bytes, isCbor, ref position, ref steps)) return false;
        }
        length = position;
        return true;
    }

    private static bool TrySkipAddress(ReadOnlySpan<byte> bytes, bool isCbor, ref int position)
    {
        int start = position;
        if (!TryReadHead(bytes, isCbor, ref position, out int content, out _) || content != ContentAddress.TextLength) return false;
        bool isText = isCbor ? (bytes[start] & ~Cbor.InfoMask) == Cbor.Text : bytes[start] >= MsgPack.Text8;
        if (!isText) return false; // a byte string
        return ContentAddress.TryParse(bytes.Slice(position - content, content), out _);
    }

    /// <summary>Moves behind one value, counting what is still to come; every item takes a byte at least.</summary>
    private static bool TrySkip(ReadOnlySpan<byte> bytes, bool isCbor, ref int position, ref long steps)
    {
        for (long pending = 1; pending > 0; pending--)
        {
            if (--steps < 0 || !TryReadHead(bytes, isCbor, ref position, out _, out long items)) return false;
            pending += items;
            if (pending > bytes.Length) return false;
        }
        return true;
    }

    /// <summary>Moves behind a value's head and its own content, and answers how many values stand inside it.</summary>
    private static bool TryReadHead(ReadOnlySpan<byte> bytes, bool isCbor, ref int position, out int content, out long items)
    {
        (content, items) = (0, 0);
        if ((uint)position >= (uint)bytes.Length) return false;
        byte marker = bytes[position];
        (int size, int width, Inside inside, int number) = isCbor ? OfCbor(marker) : OfMessagePack(marker);
        if (size == 0 || bytes.Length - position < size + width) return false;
        ulong count = width == 0 ? (ulong)number : CborHead.Read(bytes[(position + size)..], width);
        position += size + width;
        if (inside == Inside.Nothing) return true;
        if (count > (ulong)(bytes.Length - position)) return false;
        if (inside == Inside.Content) position += content = (int)count;
        else items = inside == Inside.Pairs ? 2 * (long)count : (long)count;
        return true;
    }

    private enum Inside { Nothing, Content, Items, Pairs }

    /// <summary>Bytes of the head without its number, bytes of the number, what follows it, and the number where it has no bytes.</summary>
    private static (int Size, int Width, Inside Inside, int Number) OfMessagePack(byte marker) => marker switch
    {
        < MsgPack.FixMap or >= MsgPack.NegativeFixInt or MsgPack.Nil or MsgPack.False or MsgPack.True => (1, 0, Inside.Nothing, 0),
        < MsgPack.FixArray => (1, 0, Inside.Pairs, marker & 0x0f),
        < MsgPack.FixText => (1, 0, Inside.Items, marker & 0x0f),
        < MsgPack.Nil => (1, 0, Inside.Content, marker & 0x1f),
        >= MsgPack.Bin8 and <= MsgPack.Bin32 => (1, 1 << (marker - MsgPack.Bin8), Inside.Content, 0),
        MsgPack.Float32 => (5, 0, Inside.Nothing, 0),
        MsgPack.Float64 => (9, 0, Inside.Nothing, 0),
        >= MsgPack.UInt8 and <= MsgPack.Int64 => (1 + (1 << ((marker - MsgPack.UInt8) & 3)), 0, Inside.Nothing, 0),
        >= MsgPack.Text8 and <= MsgPack.Text32 => (1, 1 << (marker - MsgPack.Text8), Inside.Content, 0),
        MsgPack.Array16 or MsgPack.Array32 => (1, 2 << (marker - MsgPack.Array16), Inside.Items, 0),
        MsgPack.Map16 or MsgPack.Map32 => (1, 2 << (marker - MsgPack.Map16), Inside.Pairs, 0),
        _ => default, // the byte that is never used, and extension types
    };

    private static (int Size, int Width, Inside Inside, int Number) OfCbor(byte marker)
    {
        int info = marker & Cbor.InfoMask;
        if (marker >= Cbor.Other)
        {
            int size = marker switch { Cbor.False or Cbor.True or Cbor.Null => 1, Cbor.Half => 3, Cbor.Single => 5, Cbor.Double => 9, _ => 0 };
            return (size, 0, Inside.Nothing, 0);
        }
        if (info > Cbor.EightBytes || marker >= Cbor.Tag) return default;
        int width = info < Cbor.OneByte ? 0 : 1 << (info - Cbor.OneByte);
        Inside inside = (marker & ~Cbor.InfoMask) switch
        {
            Cbor.Unsigned or Cbor.Negative => Inside.Nothing,
            Cbor.Array => Inside.Items,
            Cbor.Map => Inside.Pairs,
            _ => Inside.Content,
        };
        return (1, width, inside, info);
    }
}
