using System.Buffers.Binary;
using System.Globalization;

namespace OpenMemory.Disclosure;

/// <summary>
/// Writes the bytes of a disclosed grain. Entries that stay are copied as they are; only <c>_e</c>, <c>_do</c> and the heads of two maps are
/// written anew, each in its place in the canonical order of the encoding (OMS-4.1-1, OMS-16.2-2).
/// </summary>
internal ref struct DisclosedBytes
{
    private const int HashHead = 2, HashEntry = HashHead + ElisionHash.TextLength;

    private readonly ReadOnlySpan<byte> _source;
    private readonly PayloadEncoding _encoding;
    private readonly Span<byte> _bytes;
    private int _position;

    private DisclosedBytes(ReadOnlySpan<byte> source, PayloadEncoding encoding, Span<byte> bytes)
    {
        _source = source;
        _encoding = encoding;
        _bytes = bytes;
        _position = GrainHeader.Size;
    }

    /// <summary>The key of <c>_elided</c> (OMS-10.3-1), also in a grain whose type has no schema.</summary>
    internal static ReadOnlySpan<byte> ElidedKey => "_e"u8;

    /// <summary>The key of <c>_disclosure_of</c>.</summary>
    internal static ReadOnlySpan<byte> OriginalKey => "_do"u8;

    /// <summary>Finds <c>_elided</c>.</summary>
    internal static bool TryFindElided(in GrainView grain, out FieldValue elided) => grain.TryGet(ElidedKey, out elided) && elided.Kind == OmsValueKind.Map;

    /// <summary>Writes a disclosed grain.</summary>
    /// <param name="source">The grain of which it is made.</param>
    /// <param name="header">The new header.</param>
    /// <param name="kept">The entries that stay, in order.</param>
    /// <param name="elided">The entries of <c>_elided</c>; they are put in order.</param>
    /// <param name="original">What <c>_disclosure_of</c> says; null where it is among the entries that stay.</param>
    /// <param name="maxBytes">The largest result.</param>
    internal static byte[] Write(
        in GrainView source, GrainHeader header, ReadOnlySpan<KeptEntry> kept, Span<ElidedEntry> elided, ContentAddress? original, int maxBytes)
    {
        bool isCbor = source.Encoding == PayloadEncoding.Cbor;
        elided.Sort(isCbor ? static (a, b) => CompareCbor(a.Name.Span, b.Name.Span) : static (a, b) => a.Name.Span.SequenceCompareTo(b.Name.Span));
        int count = kept.Length + (original is null ? 1 : 2);
        long length = GrainHeader.Size + HeadSize(isCbor, count) + 1 + ElidedKey.Length + HeadSize(isCbor, elided.Length);
        if (original is not null) length += 1 + OriginalKey.Length + HashEntry;
        foreach (ref readonly KeptEntry entry in kept) length += entry.End - entry.Start;
        foreach (ref readonly ElidedEntry entry in elided)
            length += TextHeadSize(isCbor, entry.Name.Length) + entry.Name.Length + (entry.IsEarlier ? entry.Earlier.End.Value - entry.Earlier.Start.Value : HashEntry);
        if (length > maxBytes) throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-18-1", $"The disclosed grain would be larger than {maxBytes} bytes"));

        byte[] bytes = new byte[length];
        DisclosedBytes writer = new(source.Bytes, source.Encoding, bytes);
        header.Write(bytes);
        writer.WriteMapHead(count);
        writer.WriteEntries(kept, elided, original);
        return bytes;
    }

    private void WriteEntries(ReadOnlySpan<KeptEntry> kept, ReadOnlySpan<ElidedEntry> elided, ContentAddress? original)
    {
        bool hasElided = false, hasOriginal = original is null;
        foreach (ref readonly KeptEntry entry in kept)
        {
            while (!(hasElided && hasOriginal) && TryWriteNext(_source.Slice(entry.KeyStart, entry.KeyLength), elided, original, ref hasElided, ref hasOriginal))
            {
            }
            Write(_source[entry.Start..entry.End]);
        }
        while (TryWriteNext([], elided, original, ref hasElided, ref hasOriginal))
        {
        }
    }

    /// <summary>Writes the first of the new entries that is still missing, if its place is before a key; an empty key is behind all.</summary>
    private bool TryWriteNext(ReadOnlySpan<byte> before, ReadOnlySpan<ElidedEntry> elided, ContentAddress? original, ref bool hasElided, ref bool hasOriginal)
    {
        if (hasElided && hasOriginal) return false;
        bool elidedIsNext = !hasElided && (hasOriginal || Compare(ElidedKey, OriginalKey) < 0);
        ReadOnlySpan<byte> key = elidedIsNext ? ElidedKey : OriginalKey;
        if (!before.IsEmpty && Compare(key, before) > 0) return false;
        WriteText(key);
        if (elidedIsNext)
        {
            WriteElided(elided);
            hasElided = true;
        }
        else
        {
            WriteHash(original.GetValueOrDefault());
            hasOriginal = true;
        }
        return true;
    }

    private void WriteElided(ReadOnlySpan<ElidedEntry> elided)
    {
        WriteMapHead(elided.Length);
        foreach (ref readonly ElidedEntry entry in elided)
        {
            WriteText(entry.Name.Span);
            if (entry.IsEarlier) Write(_source[entry.Earlier]);
            else
            {
                WriteHashHead();
                entry.Hash.Write(_bytes[_position..]);
                _position += ElisionHash.TextLength;
            }
        }
    }

    private void WriteHash(ContentAddress address)
    {
        WriteHashHead();
        "sha256:"u8.CopyTo(_bytes[_position..]);
        address.TryFormat(_bytes[(_position + ElisionHash.Prefix.Length)..], out _, default, CultureInfo.InvariantCulture);
        _position += ElisionHash.TextLength;
    }

    private void WriteHashHead()
    {
        _bytes[_position++] = _encoding == PayloadEncoding.Cbor ? (byte)(Cbor.Text | Cbor.OneByte) : MsgPack.Text8;
        _bytes[_position++] = ElisionHash.TextLength;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes[_position..]);
        _position += bytes.Length;
    }

    private void WriteMapHead(int count)
    {
        if (_encoding == PayloadEncoding.Cbor) WriteHead(Cbor.Map, count, HeadSize(true, count));
        else
        {
            int size = HeadSize(false, count);
            WriteHead(size == 1 ? MsgPack.FixMap : size == 3 ? MsgPack.Map16 : MsgPack.Map32, count, size);
        }
    }

    private void WriteText(ReadOnlySpan<byte> text)
    {
        int size = TextHeadSize(_encoding == PayloadEncoding.Cbor, text.Length);
        if (_encoding == PayloadEncoding.Cbor) WriteHead(Cbor.Text, text.Length, size);
        else WriteHead(size switch { 1 => MsgPack.FixText, 2 => MsgPack.Text8, 3 => MsgPack.Text16, _ => MsgPack.Text32 }, text.Length, size);
        Write(text);
    }

    /// <summary>Writes a head: a marker with the number in it, or behind it in 1, 2 or 4 bytes.</summary>
    private void WriteHead(byte marker, int number, int size)
    {
        Span<byte> to = _bytes[_position..];
        bool isCbor = _encoding == PayloadEncoding.Cbor;
        to[0] = size == 1 ? (byte)(marker | number) : !isCbor ? marker : (byte)(marker | (Cbor.OneByte + (size == 2 ? 0 : size == 3 ? 1 : 2)));
        if (size == 2) to[1] = (byte)number;
        else if (size == 3) BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)number);
        else if (size == 5) BinaryPrimitives.WriteInt32BigEndian(to[1..], number);
        _position += size;
    }

    private readonly int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        _encoding == PayloadEncoding.Cbor ? CompareCbor(left, right) : left.SequenceCompareTo(right);

    /// <summary>The length stands first in an encoded CBOR key .</summary>
    private static int CompareCbor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);

    private static int HeadSize(bool isCbor, int count) => isCbor ? Cbor.HeadSize((ulong)count) : MsgPack.ContainerHeaderSize(count);

    private static int TextHeadSize(bool isCbor, int length) => isCbor ? Cbor.HeadSize((ulong)length) : MsgPack.TextHeaderSize(length);
}
