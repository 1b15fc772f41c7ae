namespace OpenMemory;

/// <summary>Reads a part of a scratch file from its beginning to its end, through a buffer of its own.</summary>
internal sealed class ScratchCursor(ScratchFile file, long start, long end, int bufferSize)
{
    private byte[] _buffer = new byte[(int)Math.Clamp(end - start, 1, bufferSize)];
    private long _position = start;
    private int _from, _to;

    internal bool AtEnd => _from == _to && _position == end;

    /// <summary>The next bytes; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Next(int length)
    {
        if (length > _to - _from) Fill(length);
        ReadOnlySpan<byte> next = _buffer.AsSpan(_from, length);
        _from += length;
        return next;
    }

    internal void Skip(long length)
    {
        int buffered = (int)Math.Min(length, _to - _from);
        _from += buffered;
        _position += length - buffered;
    }

    private void Fill(int length)
    {
        int rest = _to - _from;
        if (length > _buffer.Length)
        {
            byte[] larger = new byte[length];
            _buffer.AsSpan(_from, rest).CopyTo(larger);
            _buffer = larger;
        }
        else _buffer.AsSpan(_from, rest).CopyTo(_buffer);
        int more = (int)Math.Min(_buffer.Length - rest, end - _position);
        file.Read(_position, _buffer.AsSpan(rest, more));
        _position += more;
        _from = 0;
        _to = rest + more;
    }
}
