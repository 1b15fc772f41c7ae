using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    private ArrayBufferWriter<byte>? _normalized;

    /// <summary>Bytes of the longest text that is copied in registers, with its header.</summary>
    private const int LongestShort = 2 + AsciiText.Short;

    /// <summary>Writes a field of the outermost map that holds a text, in one go where it is short and ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteKnownText(in KnownKey key, ReadOnlySpan<char> text)
    {
        int start = _length, valueStart = start + key.Size;
        ref byte to = ref Room(LongestKey + LongestShort);
        PutKey(ref to, key);
        if (TryPutShort(ref Unsafe.Add(ref to, (uint)key.Size), text, out int header))
        {
            AddEntry(start, 1, valueStart, key.Prefix, key.Slot);
            _length = valueStart + header + text.Length;
        }
        else
        {
            AddEntry(start, 1, valueStart, key.Prefix, key.Slot);
            _length = valueStart;
            WriteAnyText(text);
        }
    }

    /// <summary>Writes a text in normalization form C and answers where its content begins.</summary>
    internal int WriteText(ReadOnlySpan<char> text)
    {
        if (!TryPutShort(ref Room(LongestShort), text, out int header)) return WriteAnyText(text);
        int start = _length + header;
        _length = start + text.Length;
        return start;
    }

    /// <summary>Puts a text where there is room for <see cref="LongestShort"/>, unless it is longer or not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPutShort(ref byte to, ReadOnlySpan<char> text, out int header)
    {
        header = text.Length < 32 ? 1 : 2;
        if (text.Length > AsciiText.Short || !AsciiText.TryNarrow(text, ref Unsafe.Add(ref to, header))) return false;
        if (header == 1) to = (byte)(MsgPack.FixText | text.Length);
        else
        {
            to = MsgPack.Text8;
            Unsafe.Add(ref to, 1) = (byte)text.Length;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WriteAnyText(ReadOnlySpan<char> text)
    {
        int header = MsgPack.TextHeaderSize(text.Length); // right when all is ASCII
        Reserve(header + text.Length);
        int start = _length + header;
        OperationStatus status = Ascii.FromUtf16(text, _buffer.AsSpan(start), out int written);
        if (status == OperationStatus.Done)
        {
            EndText(start, written, header);
            return start;
        }
        Reserve(5 + (text.Length <= 1024 ? 3 * text.Length : Encoding.UTF8.GetByteCount(text)));
        status = Utf8.FromUtf16(text, _buffer.AsSpan(start), out _, out written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done) Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text holds a lone surrogate", -1, Path);
        int needed = MsgPack.TextHeaderSize(written);
        if (needed != header)
        {
            _buffer.AsSpan(start, written).CopyTo(_buffer.AsSpan(_length + needed));
            start = _length + needed;
        }
        return NormalizeInPlace(start, written, needed);
    }

    /// <summary>Writes a text given in UTF-8, in normalization form C, and answers where its content begins.</summary>
    internal int WriteText(ReadOnlySpan<byte> utf8)
    {
        int header = MsgPack.TextHeaderSize(utf8.Length);
        Reserve(header + utf8.Length);
        int start = _length + header;
        utf8.CopyTo(_buffer.AsSpan(start));
        return NormalizeInPlace(start, utf8.Length, header);
    }

    private int NormalizeInPlace(int start, int length, int header)
    {
        TextFault fault = Utf8Text.Check(_buffer.AsSpan(start, length), out _);
        if (fault == TextFault.None)
        {
            EndText(start, length, header);
            return start;
        }
        if (fault == TextFault.InvalidUtf8) Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text is not valid UTF-8", -1, Path);
        ArrayBufferWriter<byte> normalized = _normalized ??= new ArrayBufferWriter<byte>();
        normalized.ResetWrittenCount();
        Nfc.Normalize(_buffer.AsSpan(start, length), normalized);
        ReadOnlySpan<byte> text = normalized.WrittenSpan;
        // Normalization never makes or removes U+FEFF, so what is still wrong is exactly that.
        if (Utf8Text.Check(text, out _) != TextFault.None)
            Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.4-3", "A text contains U+FEFF", -1, Path);
        return WriteText(text);
    }

    private void EndText(int start, int length, int header)
    {
        Span<byte> to = _buffer.AsSpan(start - header);
        switch (header)
        {
            case 1: to[0] = (byte)(MsgPack.FixText | length); break;
            case 2:
                to[0] = MsgPack.Text8;
                to[1] = (byte)length;
                break;
            case 3:
                to[0] = MsgPack.Text16;
                BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)length);
                break;
            default:
                to[0] = MsgPack.Text32;
                BinaryPrimitives.WriteInt32BigEndian(to[1..], length);
                break;
        }
        _length = start + length;
    }
}
