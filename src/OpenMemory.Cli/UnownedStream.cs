namespace OpenMemory.Cli;

/// <summary>A stream that its user may dispose of without closing what lies under it, and that turns to nothing once that fails.</summary>
internal sealed class UnownedStream(Stream inner) : Stream
{
    private bool _broken;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
        if (_broken) return;
        try
        {
            inner.Flush();
        }
        catch (IOException)
        {
            _broken = true;
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // After a broken pipe, the flushes of disposal must not throw a second time.
        if (_broken) return;
        try
        {
            inner.Write(buffer);
        }
        catch (IOException)
        {
            _broken = true;
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
