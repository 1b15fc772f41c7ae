using System.Buffers;

namespace OpenMemory.Compression;

/// <summary>Decompresses one zstd frame.</summary>
internal sealed unsafe class ZstdDecoder : NativeDecoder
{
    private readonly ZstdDecompression _context;
    private readonly ZstdFrameHeader _header;

    internal ZstdDecoder(ReadOnlySpan<byte> magic, int maxWindowLog)
        : this(ZstdNative.CreateDecompression(), new ZstdFrameHeader(magic, maxWindowLog), maxWindowLog)
    {
    }

    private ZstdDecoder(ZstdDecompression context, ZstdFrameHeader header, int maxWindowLog)
        : base(context)
    {
        context.RequireMemory();
        ZstdNative.Checked(ZstdNative.SetParameter(context, ZstdNative.WindowLogMax, maxWindowLog));
        _context = context;
        _header = header;
    }

    private protected override bool IsFrame(ReadOnlySpan<byte> source, long position) => _header.Accepts(source, position);

    private protected override OperationStatus Step(ReadOnlySpan<byte> source, Span<byte> destination, out int consumed, out int written)
    {
        fixed (byte* from = source, to = destination)
        {
            ZstdNative.Buffer input = new(from, source.Length), output = new(to, destination.Length);
            nuint left = ZstdNative.Decompress(_context, ref output, ref input);
            consumed = (int)input.Position;
            written = (int)output.Position;
            if (left == 0) return OperationStatus.Done;
            return ZstdNative.IsError(left) == 0 ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
        }
    }
}
