using System.Buffers;

namespace OpenMemory.Compression;

/// <summary>Compresses one LZ4 frame. The library wants room for the worst case, so what it writes waits in a buffer of ours.</summary>
internal sealed unsafe class Lz4Encoder : IMgEncoder
{
    private const int PieceBytes = 64 << 10; // one block

    private readonly Lz4Compression _context;
    private readonly byte[] _waiting;
    private int _start, _end;
    private bool _isFinal, _isEnded, _isComplete;

    internal Lz4Encoder()
    {
        Lz4Native.Preferences preferences = Lz4Native.Ours;
        nuint most = Math.Max(Lz4Native.Bound(PieceBytes, preferences), Lz4Native.Bound(0, preferences));
        _waiting = new byte[Math.Max((int)most, Lz4Native.MaxHeaderSize)];
        _context = Lz4Native.CreateCompression();
        fixed (byte* to = _waiting) _end = (int)Lz4Native.Checked(Lz4Native.Begin(_context, to, (nuint)_waiting.Length, preferences));
    }

    internal NativeContext Context => _context;

    public OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock)
    {
        _context.CheckCall(this, destination);
        if (_isComplete) throw new InvalidOperationException("The frame is complete.");
        _isFinal |= isFinalBlock;
        bytesConsumed = 0;
        bytesWritten = 0;
        while (true)
        {
            bytesWritten += Deliver(destination[bytesWritten..]);
            if (_start < _end) return OperationStatus.DestinationTooSmall;
            if (bytesConsumed < source.Length && !_isEnded)
            {
                ReadOnlySpan<byte> piece = source.Slice(bytesConsumed, Math.Min(PieceBytes, source.Length - bytesConsumed));
                Take(piece);
                bytesConsumed += piece.Length;
            }
            else if (_isFinal && !_isEnded) End();
            else
            {
                _isComplete = _isEnded;
                return OperationStatus.Done;
            }
        }
    }

    public void Dispose() => _context.Dispose();

    private void Take(ReadOnlySpan<byte> piece)
    {
        fixed (byte* from = piece, to = _waiting)
        {
            _end = (int)Lz4Native.Checked(Lz4Native.Update(_context, to, (nuint)_waiting.Length, from, (nuint)piece.Length, 0));
        }
        _start = 0;
    }

    private void End()
    {
        fixed (byte* to = _waiting) _end = (int)Lz4Native.Checked(Lz4Native.End(_context, to, (nuint)_waiting.Length, 0));
        _start = 0;
        _isEnded = true;
    }

    private int Deliver(Span<byte> destination)
    {
        int length = Math.Min(destination.Length, _end - _start);
        _waiting.AsSpan(_start, length).CopyTo(destination);
        _start += length;
        return length;
    }
}
