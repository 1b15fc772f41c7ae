using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// Turns canonical MessagePack into deterministic CBOR (RFC 8949 §4.2.1, OMS-16.2-2). The input was validated, so texts are
/// copied as they are. One instance serves many grains without allocating.
/// </summary>
internal sealed class CborTranscoder
{
    private byte[] _buffer = new byte[1024];
    private byte[] _scratch = [];

    // The entries of the maps that are open: length of the key and place among the others; where each begins.
    private long[] _order = new long[64];
    private int[] _starts = new int[64];
    private int _length, _entryCount;

    /// <summary>Transcodes one value.</summary>
    /// <param name="source">Canonical MessagePack.</param>
    /// <param name="position">Where the value begins; behind it afterwards.</param>
    /// <param name="room">Bytes to leave in front.</param>
    /// <returns>The room and the value, until the next call.</returns>
    internal Span<byte> Transcode(ReadOnlySpan<byte> source, scoped ref int position, int room = 0)
    {
        _length = room;
        _entryCount = 0;
        Reserve(0);
        Write(source, ref position);
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>Gives back memory that an unusually large grain needed.</summary>
    internal void Trim()
    {
        if (_buffer.Length > 1 << 20) _buffer = new byte[1024];
        if (_scratch.Length > 1 << 20) _scratch = [];
        if (_order.Length > 1 << 14) (_order, _starts) = (new long[64], new int[64]);
    }

    private void Write(ReadOnlySpan<byte> source, ref int position)
    {
        TrustedMessagePack.Read(source, ref position, out Token token);
        switch (token.Kind)
        {
            case OmsValueKind.Null: WriteByte(Cbor.Null); break;
            case OmsValueKind.Boolean: WriteByte(token.Bits != 0 ? Cbor.True : Cbor.False); break;
            case OmsValueKind.Integer when token.Bits < 0 && !token.IsUnsigned: WriteHead(Cbor.Negative, (ulong)~token.Bits); break;
            case OmsValueKind.Integer: WriteHead(Cbor.Unsigned, (ulong)token.Bits); break;
            case OmsValueKind.Float: WriteFloat(BitConverter.Int64BitsToDouble(token.Bits)); break;
            case OmsValueKind.Text: WriteContent(Cbor.Text, source.Slice(token.ContentStart, token.Length)); break;
            case OmsValueKind.Bytes: WriteContent(Cbor.Bytes, source.Slice(token.ContentStart, token.Length)); break;
            case OmsValueKind.Array:
                WriteHead(Cbor.Array, (ulong)token.Length);
                for (int i = token.Length; i > 0; i--) Write(source, ref position);
                break;
            default: WriteMap(source, ref position, token.Length); break;
        }
    }

    /// <summary>
    /// Writes a map's entries as they come and puts them in their order afterwards, so that no value is walked over twice.
    /// Shorter keys come first, because the length stands first in an encoded key. Keys of one length are in order
    /// already, so length and place in the source are all there is to sort by.
    /// </summary>
    private void WriteMap(ReadOnlySpan<byte> source, ref int position, int count)
    {
        WriteHead(Cbor.Map, (ulong)count);
        int first = _entryCount, previous = 0;
        bool ascends = true;
        if (_order.Length - first < count)
        {
            int capacity = Math.Max(2 * _order.Length, first + count);
            Array.Resize(ref _order, capacity);
            Array.Resize(ref _starts, capacity);
        }
        _entryCount += count;
        for (int i = 0; i < count; i++)
        {
            int length = TrustedMessagePack.ReadKeyLength(source, ref position);
            ascends &= length >= previous;
            previous = length;
            _order[first + i] = ((long)length << 32) | (uint)i;
            _starts[first + i] = _length;
            WriteContent(Cbor.Text, source.Slice(position, length));
            position += length;
            Write(source, ref position);
        }
        if (!ascends) Rearrange(_order.AsSpan(first, count), _starts.AsSpan(first, count));
        _entryCount = first;
    }

    private void Rearrange(Span<long> order, ReadOnlySpan<int> starts)
    {
        order.Sort();
        int start = starts[0], size = _length - start, written = 0;
        if (_scratch.Length < size) _scratch = new byte[_buffer.Length];
        foreach (long entry in order)
        {
            int i = (int)entry, end = i + 1 < starts.Length ? starts[i + 1] : _length;
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(starts[i]..end);
            bytes.CopyTo(_scratch.AsSpan(written));
            written += bytes.Length;
        }
        _scratch.AsSpan(0, size).CopyTo(_buffer.AsSpan(start));
    }

    private void WriteContent(byte major, ReadOnlySpan<byte> content)
    {
        WriteHead(major, (ulong)content.Length);
        Reserve(content.Length);
        content.CopyTo(_buffer.AsSpan(_length));
        _length += content.Length;
    }

    private void WriteHead(byte major, ulong number)
    {
        Reserve(9);
        Span<byte> to = _buffer.AsSpan(_length);
        int size = Cbor.HeadSize(number);
        switch (size)
        {
            case 1: to[0] = (byte)(major | number); break;
            case 2:
                to[0] = (byte)(major | Cbor.OneByte);
                to[1] = (byte)number;
                break;
            case 3:
                to[0] = (byte)(major | (Cbor.OneByte + 1));
                BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)number);
                break;
            case 5:
                to[0] = (byte)(major | (Cbor.OneByte + 2));
                BinaryPrimitives.WriteUInt32BigEndian(to[1..], (uint)number);
                break;
            default:
                to[0] = (byte)(major | Cbor.EightBytes);
                BinaryPrimitives.WriteUInt64BigEndian(to[1..], number);
                break;
        }
        _length += size;
    }

    private void WriteFloat(double value)
    {
        Reserve(9);
        Span<byte> to = _buffer.AsSpan(_length);
        int size = CborFloat.Size(value);
        to[0] = size switch { 2 => Cbor.Half, 4 => Cbor.Single, _ => Cbor.Double };
        if (size == 2) BinaryPrimitives.WriteHalfBigEndian(to[1..], (Half)value);
        else if (size == 4) BinaryPrimitives.WriteSingleBigEndian(to[1..], (float)value);
        else BinaryPrimitives.WriteDoubleBigEndian(to[1..], value);
        _length += 1 + size;
    }

    private void WriteByte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int size)
    {
        if (_buffer.Length - _length >= size) return;
        if ((long)_length + size > Array.MaxLength) Throw.Fault(OmsErrorCode.Corrupt, "OMS-3.3-2", "The blob is larger than an array can be");
        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(2L * _buffer.Length, (long)_length + size), Array.MaxLength));
    }
}
