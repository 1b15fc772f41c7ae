using System.Buffers;

namespace OpenMemory;

/// <summary>
/// Writes a file through a buffer and ends it with the SHA-256 of all of it (OMS-11.5-1). The hash is computed beside the writing; the stream
/// itself is touched by the caller's thread only.
/// </summary>
internal sealed class HashedOutput : IDisposable
{
    private const int BufferSize = SideHash.PieceBytes;

    private readonly Stream _output;
    private readonly SideHash _hash;
    private byte[] _buffer;
    private int _used;

    internal HashedOutput(Stream output, int cores)
    {
        _output = output;
        _hash = new(cores);
        _buffer = _hash.Next();
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > BufferSize - _used)
        {
            int part = BufferSize - _used;
            bytes[..part].CopyTo(_buffer.AsSpan(_used));
            _used = BufferSize;
            Emit();
            bytes = bytes[part..];
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Compresses a piece of the frame.</summary>
    internal void Write(ReadOnlySpan<byte> bytes, IMgEncoder encoder, bool isFinal)
    {
        while (true)
        {
            if (_used == BufferSize) Emit();
            OperationStatus status = encoder.Compress(bytes, _buffer.AsSpan(_used, BufferSize - _used), out int consumed, out int written, isFinal);
            bytes = bytes[consumed..];
            _used += written;
            if (status == OperationStatus.Done) return;
            if (status != OperationStatus.DestinationTooSmall || (consumed == 0 && written == 0 && _used < BufferSize))
                throw new InvalidOperationException($"The encoder gave up with {status}.");
        }
    }

    internal void WriteFooter()
    {
        Span<byte> footer = stackalloc byte[MgFileHeader.FooterSize];
        _hash.Finish(_used, footer);
        _output.Write(_buffer, 0, _used);
        _output.Write(footer);
    }

    public void Dispose() => _hash.Dispose();

    private void Emit()
    {
        _hash.Append(_used);
        _output.Write(_buffer, 0, _used);
        _buffer = _hash.Next();
        _used = 0;
    }
}
