using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Writes canonical MessagePack (§4) into a buffer that it keeps: entries of a map may come in any order and are put in
/// theirs when the map ends. One instance serves many grains without allocating.
/// </summary>
internal sealed partial class CanonicalWriter
{
    private byte[] _buffer = new byte[1024];
    private byte[] _scratch = [];
    private MapEntry[] _entries = new MapEntry[64];
    private string[] _names = [];
    private int _length, _valueStart, _entryCount, _rootCount, _depth, _maxDepth, _maxBytes;

    /// <summary>What is being written, for error messages; where nobody has said it, the name of the field by its slot.</summary>
    internal string? Path
    {
        get => field ?? NameOfField();
        set;
    }

    internal int Length => _length;

    /// <summary>Everything written so far.</summary>
    internal Span<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The entries of the outermost map, in the order in which they were written.</summary>
    internal Span<MapEntry> RootEntries => _entries.AsSpan(0, _entryCount);

    /// <summary>Starts anew, leaving room in front.</summary>
    /// <param name="room">Bytes to leave.</param>
    /// <param name="limits">Size and depth.</param>
    /// <param name="names">Names of the fields by slot, for error messages.</param>
    internal void Reset(int room, in CodecLimits limits, string[] names)
    {
        _names = names;
        (_maxBytes, _maxDepth) = limits;
        _length = room;
        _valueStart = _entryCount = _rootCount = _depth = 0;
        _open = default; // a refused grain leaves its maps open
        Path = null;
    }

    /// <summary>Gives back memory that an unusually large grain needed.</summary>
    internal void Trim()
    {
        if (_buffer.Length > 1 << 20) _buffer = new byte[1024];
        if (_scratch.Length > 1 << 20) _scratch = [];
        if (_normalized?.Capacity > 1 << 20) _normalized = null;
        if (_entries.Length > 1 << 14)
        {
            _entries = new MapEntry[64];
            _order = [];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteInteger(long value)
    {
        if ((ulong)value < 0x80)
        {
            Reserve(1);
            _buffer[_length++] = (byte)value;
            return;
        }
        if (value >= 0) WriteUnsigned((ulong)value);
        else WriteNegative(value);
    }

    internal void WriteUnsigned(ulong value)
    {
        Span<byte> to = Reserve(9);
        if (value < 0x80)
        {
            to[0] = (byte)value;
            _length++;
        }
        else if (value <= byte.MaxValue)
        {
            to[0] = MsgPack.UInt8;
            to[1] = (byte)value;
            _length += 2;
        }
        else if (value <= ushort.MaxValue) Number(to, MsgPack.UInt16, value << 48, 3);
        else if (value <= uint.MaxValue) Number(to, MsgPack.UInt32, value << 32, 5);
        else Number(to, MsgPack.UInt64, value, 9);
    }

    internal void WriteDouble(double value)
    {
        if (!double.IsFinite(value)) Throw.Fault(OmsErrorCode.FloatInvalid, "OMS-4.3-3", "A float is not a number or is infinite", -1, Path);
        Number(Reserve(9), MsgPack.Float64, BitConverter.DoubleToUInt64Bits(value), 9);
    }

    internal void WriteBoolean(bool value)
    {
        Reserve(1)[0] = value ? MsgPack.True : MsgPack.False;
        _length++;
    }

    internal void WriteNull()
    {
        Reserve(1)[0] = MsgPack.Nil;
        _length++;
    }

    internal void WriteBytes(ReadOnlySpan<byte> value)
    {
        if (value.Length <= byte.MaxValue) WriteHeader(MsgPack.Bin8, value.Length, 2);
        else if (value.Length <= ushort.MaxValue) WriteHeader(MsgPack.Bin16, value.Length, 3);
        else WriteHeader(MsgPack.Bin32, value.Length, 5);
        value.CopyTo(Reserve(value.Length));
        _length += value.Length;
    }

    /// <summary>Begins an array of a known number of elements.</summary>
    internal void BeginArray(int count)
    {
        Enter();
        if (count < 16) WriteHeader((byte)(MsgPack.FixArray | count), count, 1);
        else if (count <= ushort.MaxValue) WriteHeader(MsgPack.Array16, count, 3);
        else WriteHeader(MsgPack.Array32, count, 5);
    }

    internal void EndArray() => _depth--;

    private void WriteNegative(long value)
    {
        Span<byte> to = Reserve(9);
        if (value >= -32)
        {
            to[0] = (byte)value;
            _length++;
        }
        else if (value >= sbyte.MinValue) Number(to, MsgPack.Int8, (ulong)value << 56, 2);
        else if (value >= short.MinValue) Number(to, MsgPack.Int16, (ulong)value << 48, 3);
        else if (value >= int.MinValue) Number(to, MsgPack.Int32, (ulong)value << 32, 5);
        else Number(to, MsgPack.Int64, (ulong)value, 9);
    }

    /// <summary>Writes a marker and the leading bytes of a number; the room is always nine bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Number(Span<byte> to, byte marker, ulong bits, int size)
    {
        to[0] = marker;
        BinaryPrimitives.WriteUInt64BigEndian(to[1..], bits);
        _length += size;
    }

    private void WriteHeader(byte marker, int count, int size)
    {
        Span<byte> to = Reserve(9);
        if (size == 1)
        {
            to[0] = marker;
            _length++;
        }
        else Number(to, marker, (ulong)(uint)count << (64 - (8 * (size - 1))), size);
    }

    private string? NameOfField()
    {
        int count = _depth <= 1 ? _entryCount : _rootCount;
        int slot = count > 0 ? _entries[count - 1].Slot : -1;
        return slot >= 0 ? _names[slot] : null;
    }

    private void Enter()
    {
        if (_depth == 1) _rootCount = _entryCount;
        if (++_depth > _maxDepth) Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.10-2", "Values are nested too deeply", -1, Path);
    }

    /// <summary>Room behind what is written; at least <paramref name="size"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size) Grow(size);
        return _buffer.AsSpan(_length);
    }

    /// <summary>The same room, whose end the caller has to know: at most <paramref name="size"/> bytes are written there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Room(int size)
    {
        if (_buffer.Length - _length < size) Grow(size);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), (uint)_length);
    }

    private void Grow(int size)
    {
        // A runaway grain is stopped here already. Text before normalization may be up to four times its final size.
        if ((long)_length + size > Math.Min((4L * _maxBytes) + 4096, Array.MaxLength)) TooLarge();
        int capacity = (int)Math.Min(Math.Max(2L * _buffer.Length, (long)_length + size), Array.MaxLength);
        Array.Resize(ref _buffer, capacity);
    }

    internal void TooLarge() =>
        Throw.Fault(OmsErrorCode.Corrupt, "OMS-18-1", $"The blob is larger than {_maxBytes} bytes");
}
