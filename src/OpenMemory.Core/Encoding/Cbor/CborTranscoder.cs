using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// Turns canonical MessagePack into deterministic CBOR (RFC 8949 §4.2.1, OMS-16.2-2). The input was validated, so texts are
/// copied as they are. One instance serves many grains without allocating.
/// </summary>
internal sealed class CborTranscoder
{
    private byte[] _buffer = new byte[1024];
    private long[] _keys = new long[64];
    private int _length, _keyCount;

    /// <summary>Transcodes one value.</summary>
    /// <param name="source">Canonical MessagePack.</param>
    /// <param name="position">Where the value begins; behind it afterwards.</param>
    /// <param name="room">Bytes to leave in front.</param>
    /// <returns>The room and the value, until the next call.</returns>
    internal Span<byte> Transcode(ReadOnlySpan<byte> source, scoped ref int position, int room = 0)
    {
        _length = room;
        _keyCount = 0;
        Reserve(0);
        Write(source, ref position);
        return _buffer.AsSpan(0, _length);
    }

    /// <summary>Gives back memory that an unusually large grain needed.</summary>
    internal void Trim()
    {
        if (_buffer.Length > 1 << 20) _buffer = new byte[1024];
        if (_keys.Length > 1 << 14) _keys = new long[64];
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
    /// Shorter keys come first, because the length stands first in an encoded key. Keys of one length are in order
    /// already, so length and place in the source are all there is to sort by.
    /// </summary>
    private void WriteMap(ReadOnlySpan<byte> source, ref int position, int count)
    {
        WriteHead(Cbor.Map, (ulong)count);
        int first = _keyCount;
        if (_keys.Length - first < count) Array.Resize(ref _keys, Math.Max(2 * _keys.Length, first + count));
        for (int i = 0; i < count; i++)
        {
            int length = TrustedMessagePack.ReadKeyLength(source, ref position);
            _keys[_keyCount++] = ((long)length << 32) | (uint)position;
            position += length;
            TrustedMessagePack.Skip(source, ref position);
        }
        _keys.AsSpan(first, count).Sort();
        for (int i = 0; i < count; i++)
        {
            int start = (int)_keys[first + i], length = (int)(_keys[first + i] >> 32), value = start + length;
            WriteContent(Cbor.Text, source.Slice(start, length));
            Write(source, ref value);
        }
        _keyCount = first;
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
