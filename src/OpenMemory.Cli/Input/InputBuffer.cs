namespace OpenMemory.Cli.Input;

/// <summary>A stream read by lines or as a whole, whose beginning can be looked at first. Memory is bounded by the longest line.</summary>
internal sealed class InputBuffer(Stream stream) : IDisposable
{
    /// <summary>Longest line in bytes: the hexadecimal of the largest blob, or its JSON with room for escapes.</summary>
    internal static int MaxLineBytes { get; } = 8 * CodecLimits.Untrusted.MaxBlobBytes;

    /// <summary>Largest JSON document that is read as a whole, in bytes.</summary>
    internal const int MaxDocumentBytes = 1 << 30;

    private byte[] _bytes = new byte[1 << 16];
    private int _start, _end, _lineStart;
    private bool _finished;

    /// <summary>Number of the line that was read last, from 1.</summary>
    internal long LineNumber { get; private set; }

    /// <summary>Bytes that were read from the stream.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>The next byte, once the format is known.</summary>
    internal byte Next => _bytes[_start];

    /// <summary>What the input is; white space and a byte order mark before its first character are consumed.</summary>
    internal InputFormat Detect()
    {
        SkipWhiteSpace();
        if (_start == _end) return InputFormat.Empty;
        if (_end - _start < 2) Fill();
        byte first = _bytes[_start];
        if (first == 'M' && _end - _start > 1 && _bytes[_start + 1] == 'G') return InputFormat.MgFile;
        if (IsLength(first)) return InputFormat.FramedStream;
        if (first is (byte)'{' or (byte)'[') return InputFormat.Json;
        return first is >= 0x20 and < 0x7F ? InputFormat.Hex : InputFormat.Blob;
    }

    /// <summary>The next line without its line ending, valid until the next call. False at the end.</summary>
    internal bool TryReadLine(out ReadOnlyMemory<byte> line)
    {
        int scanned = 0;
        while (true)
        {
            int newline = _bytes.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0 || (_finished && _end > _start))
            {
                int length = newline >= 0 ? scanned + newline : _end - _start;
                line = _bytes.AsMemory(_start, length);
                _lineStart = _start;
                _start += newline >= 0 ? length + 1 : length;
                LineNumber++;
                return true;
            }
            scanned = _end - _start;
            if (_finished)
            {
                line = default;
                return false;
            }
            if (scanned > MaxLineBytes)
                throw new OmsException(new OmsFault(OmsErrorCode.Corrupt, "OMS-3.3-2", "A line is longer than that of any grain"));
            Fill();
        }
    }

    /// <summary>Everything that is left, or its beginning where that is longer than a limit.</summary>
    internal ReadOnlyMemory<byte> ReadUpTo(int limit)
    {
        while (!_finished && _end - _start < limit) Fill();
        ReadOnlyMemory<byte> rest = _bytes.AsMemory(_start, Math.Min(_end - _start, limit));
        _start += rest.Length;
        return rest;
    }

    /// <summary>Some of what is left; 0 at the end.</summary>
    internal int Read(Span<byte> destination)
    {
        if (_start == _end) return _finished ? 0 : stream.Read(destination);
        int count = Math.Min(_end - _start, destination.Length);
        _bytes.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    /// <summary>Puts the line that was read last back, so that it is read again.</summary>
    internal void Unread()
    {
        _start = _lineStart;
        LineNumber--;
    }

    /// <summary>Copies everything that is left.</summary>
    internal void CopyTo(Stream destination)
    {
        destination.Write(_bytes, _start, _end - _start);
        _start = _end;
        stream.CopyTo(destination);
    }

    public void Dispose() => stream.Dispose();

    /// <summary>
    /// Whether a frame's length comes first. It begins with 0, as no text does and no blob, whose version is 1; only that of a frame
    /// of exactly 16 MiB, the largest, begins with 1, and would be a blob of type 0, which there is not.
    /// </summary>
    private bool IsLength(byte first)
    {
        if (first != 1) return first == 0;
        while (_end - _start < 4 && !_finished) Fill();
        return _bytes.AsSpan(_start, _end - _start).StartsWith((ReadOnlySpan<byte>)[1, 0, 0, 0]);
    }

    private void SkipWhiteSpace()
    {
        while (_end - _start < 3 && !_finished) Fill();
        if (_bytes.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8)) _start += 3;
        while (true)
        {
            for (; _start < _end; _start++)
            {
                if (_bytes[_start] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return;
                if (_bytes[_start] == '\n') LineNumber++;
            }
            if (_finished) return;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }
        if (_end == _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(2L * _bytes.Length, Array.MaxLength));
        int read = stream.Read(_bytes, _end, _bytes.Length - _end);
        BytesRead += read;
        if (read == 0) _finished = true;
        _end += read;
    }
}
