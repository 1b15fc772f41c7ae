using System.Buffers;

namespace OpenMemory.Compression;

/// <summary>Compresses one zstd frame.</summary>
internal sealed unsafe class ZstdEncoder : IMgEncoder
{
    private readonly ZstdCompression _context;
    private bool _isFinal, _isComplete;

    internal ZstdEncoder(int level)
    {
        _context = ZstdNative.CreateCompression();
        _context.RequireMemory();
        ZstdNative.Checked(ZstdNative.SetParameter(_context, ZstdNative.CompressionLevel, level));
    }

    internal NativeContext Context => _context;

    public OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock)
    {
        _context.CheckCall(this, destination);
        if (_isComplete) throw new InvalidOperationException("The frame is complete.");
        _isFinal |= isFinalBlock;
        bool isDone;
        fixed (byte* from = source, to = destination)
        {
            ZstdNative.Buffer input = new(from, source.Length), output = new(to, destination.Length);
            do
            {
                nuint left = ZstdNative.Checked(ZstdNative.Compress(_context, ref output, ref input, _isFinal ? ZstdNative.End : ZstdNative.Continue));
                isDone = _isFinal ? left == 0 : input.Position == input.Size;
            }
            while (!isDone && output.Position < output.Size);
            bytesConsumed = (int)input.Position;
            bytesWritten = (int)output.Position;
        }
        _isComplete = isDone && _isFinal;
        return isDone ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    public void Dispose() => _context.Dispose();
}
