using System.Buffers;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>Writes a file through a buffer and ends it with the SHA-256 of all of it (OMS-11.5-1).</summary>
internal sealed class HashedOutput(Stream output) : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _used;

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
            OperationStatus status = encoder.Compress(bytes, _buffer.AsSpan(_used), out int consumed, out int written, isFinal);
            bytes = bytes[consumed..];
            _used += written;
            if (status == OperationStatus.Done) return;
            if (status != OperationStatus.DestinationTooSmall || (consumed == 0 && written == 0 && _used < BufferSize))
                throw new InvalidOperationException($"The encoder gave up with {status}.");
        }
    }

    internal void WriteFooter()
    {
        Emit();
        Span<byte> footer = stackalloc byte[MgFileHeader.FooterSize];
        _hash.GetHashAndReset(footer);
        output.Write(footer);
    }

    public void Dispose() => _hash.Dispose();

    private void Emit()
    {
        _hash.AppendData(_buffer, 0, _used);
        output.Write(_buffer, 0, _used);
        _used = 0;
    }
}
