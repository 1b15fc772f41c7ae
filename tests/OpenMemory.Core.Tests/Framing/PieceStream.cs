namespace OpenMemory.Tests;

/// <summary>Hands out bytes in the pieces that the cuts make of them, each one later than it was asked for; cannot seek.</summary>
internal sealed class PieceStream(byte[] bytes, params IEnumerable<int> cuts) : Stream
{
    private readonly int[] _ends = [.. cuts.Append(bytes.Length).Where(static end => end > 0).Distinct().Order()];
    private int _position;

    /// <summary>What reading gives behind the last byte, instead of the end.</summary>
    internal Exception? Failure { get; init; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position == bytes.Length && Failure is not null) throw Failure;
        int end = _ends.FirstOrDefault(end => end > _position, _position);
        int count = Math.Min(buffer.Length, end - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
