using System.Buffers.Binary;

namespace OpenMemory.Fuzzing;

/// <summary>Bytes that grow.</summary>
internal sealed class ByteSink
{
    private byte[] _bytes = new byte[512];
    private int _length;

    internal byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    internal void Write(byte value) => Reserve(1)[0] = value;

    internal void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Writes the low bytes of a number, the greatest first.</summary>
    /// <param name="value">The number.</param>
    /// <param name="size">1, 2, 4 or 8 bytes.</param>
    internal void WriteNumber(ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Write(bytes[(8 - size)..]);
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
