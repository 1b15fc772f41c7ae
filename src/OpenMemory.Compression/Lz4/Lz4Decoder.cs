using System.Buffers;

namespace OpenMemory.Compression;

/// <summary>Decompresses one LZ4 frame.</summary>
internal sealed unsafe class Lz4Decoder : NativeDecoder
{
    private const byte HasDictionary = 0x01; // in the FLG byte behind the magic ones

    private readonly Lz4Decompression _context;
    private readonly byte[] _magic;

    internal Lz4Decoder(ReadOnlySpan<byte> magic)
        : this(Lz4Native.CreateDecompression(), magic.ToArray())
    {
    }

    private Lz4Decoder(Lz4Decompression context, byte[] magic)
        : base(context) => (_context, _magic) = (context, magic);

    private protected override bool IsFrame(ReadOnlySpan<byte> source, long position)
    {
        for (int i = 0; i < source.Length && position + i <= _magic.Length; i++)
        {
            int at = (int)position + i;
            if (at < _magic.Length ? source[i] != _magic[at] : (source[i] & HasDictionary) != 0) return false;
        }
        return true;
    }

    private protected override OperationStatus Step(ReadOnlySpan<byte> source, Span<byte> destination, out int consumed, out int written)
    {
        fixed (byte* from = source, to = destination)
        {
            nuint input = (nuint)source.Length, output = (nuint)destination.Length;
            nuint left = Lz4Native.Decompress(_context, to, ref output, from, ref input, 0);
            bool isError = Lz4Native.IsError(left) != 0;
            consumed = isError ? 0 : (int)input;
            written = isError ? 0 : (int)output;
            if (left == 0) return OperationStatus.Done;
            return isError ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
        }
    }
}
