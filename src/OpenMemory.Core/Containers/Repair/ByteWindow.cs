namespace OpenMemory;

/// <summary>Shows pieces of a file that are asked for in nearly ascending order; what is not in memory is read once, in large steps.</summary>
internal sealed class ByteWindow(MgFileBytes file)
{
    private const int Step = 1 << 16;

    private byte[] _buffer = [];
    private long _start;
    private int _used;

    /// <summary>The bytes at a place; valid until the next call.</summary>
    internal ReadOnlySpan<byte> At(long offset, int length)
    {
        if (file.IsInMemory) return file.Slice(offset, length);
        long from = offset - _start;
        if (from < 0 || from > _used) (_start, _used, from) = (offset, 0, 0);
        if (_used - from < length) Load(offset, (int)from, length);
        return _buffer.AsSpan((int)(offset - _start), length);
    }

    /// <summary>The size of a buffer for so many bytes and as many more, as far as arrays go.</summary>
    internal static int SizeFor(int wanted) => (int)Math.Min(Array.MaxLength, Math.Max(4 * Step, 2L * wanted));

    private void Load(long offset, int from, int length)
    {
        int kept = _used - from;
        int wanted = (int)Math.Min(file.Length - offset, Math.Min(Array.MaxLength, (long)Math.Max(length, kept) + Step));
        if ((long)from + wanted > _buffer.Length)
        {
            byte[] target = wanted <= _buffer.Length / 2 ? _buffer : new byte[SizeFor(wanted)];
            _buffer.AsSpan(from, kept).CopyTo(target);
            (_buffer, _start, _used, from) = (target, offset, kept, 0);
        }
        file.ReadThroughHandle(offset + kept, _buffer.AsSpan(from + kept, wanted - kept));
        _used = from + wanted;
    }
}
