using System.Buffers;

namespace OpenMemory;

/// <summary>Turns the frame of a compressed file into the grain region, as a whole and within limits (OMS-11.4-2, R-4).</summary>
internal static class CompressedRegion
{
    private const int BufferSize = 1 << 18;
    private const string FrameRule = "OMS-11.4-2";

    /// <summary>Where flag and codec byte disagree, the first bytes of the region decide; 0 for what is not compressed .</summary>
    internal static byte CodecByMagic(ReadOnlySpan<byte> region) => region switch
    {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => 1,
        [0x04, 0x22, 0x4d, 0x18, ..] => 2,
        _ => 0,
    };

    internal static IMgCodec Find(IReadOnlyList<IMgCodec>? codecs, byte id)
    {
        foreach (IMgCodec codec in codecs ?? [])
        {
            if (codec.Id == id) return codec;
        }
        string name = id == 1 ? "zstd" : "lz4";
        throw new OmsException(new OmsFault(
            OmsErrorCode.NotSupported, "OMS-11.4-2", $"The file is compressed with {name}; name the codec in MgReaderOptions.Codecs (package OpenMemory.Compression)", 9));
    }

    /// <param name="file">The file.</param>
    /// <param name="start">Where the frame begins.</param>
    /// <param name="end">Where the footer begins.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="last">The offset of the last grain in the region, or -1: what follows it is one grain, which bounds the region.</param>
    /// <param name="options">Limits.</param>
    /// <param name="frameEnd">Where the frame ends.</param>
    internal static MgFileBytes Expand(MgFileBytes file, long start, long end, IMgCodec codec, long last, MgReaderOptions options, out long frameEnd)
    {
        long byOffsets = last < 0 ? 0 : last + options.Limits.OrDefault.MaxBlobBytes;
        return Expand(file, start, end, codec, Math.Min(ByRatio(end - start, options), byOffsets), options, isSalvage: false, out frameEnd, out _);
    }

    /// <summary>Expands as much of a damaged frame as can be had; offsets, which may be damaged too, bound nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the frame begins.</param>
    /// <param name="end">Where the frame ends at the latest.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="options">Limits.</param>
    /// <param name="frameEnd">Where the frame ends, or where it could not be read on.</param>
    /// <param name="fault">What is wrong with the frame, or the default value. What came out last may then be wrong.</param>
    internal static MgFileBytes Salvage(MgFileBytes file, long start, long end, IMgCodec codec, MgReaderOptions options, out long frameEnd, out OmsFault fault)
    {
        long byOffsets = uint.MaxValue + (long)options.Limits.OrDefault.MaxBlobBytes;
        return Expand(file, start, end, codec, Math.Min(ByRatio(end - start, options), byOffsets), options, isSalvage: true, out frameEnd, out fault);
    }

    /// <summary>The most that a frame of so many bytes may expand to, whatever else bounds it.</summary>
    internal static long ByRatio(long frameBytes, MgReaderOptions options)
    {
        int ratio = options.MaxExpansion > 0 ? options.MaxExpansion : MgReaderOptions.DefaultMaxExpansion;
        return Math.Max(MgReaderOptions.AlwaysExpanded, (long)Int128.Min(long.MaxValue, (Int128)frameBytes * ratio));
    }

    private static MgFileBytes Expand(
        MgFileBytes file, long start, long end, IMgCodec codec, long limit, MgReaderOptions options, bool isSalvage, out long frameEnd, out OmsFault fault)
    {
        ScratchFile region = new(options.TemporaryFolder);
        byte[] input = ArrayPool<byte>.Shared.Rent(BufferSize), output = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            frameEnd = Expand(file, start, end, codec, limit, region, input, output, out fault, out long lastPiece);
            if (fault.IsFault && !isSalvage) Throw.Fault(fault);
            if (fault.Rule == FrameRule && frameEnd < end)
            {
                // A decoder that meets damage keeps what the same piece gave before; it is given byte by byte, once more from the start.
                region.Dispose();
                region = new(options.TemporaryFolder);
                frameEnd = Expand(file, start, end, codec, limit, region, input, output, out fault, out _, bytewiseFrom: lastPiece);
            }
            return MgFileBytes.Over(region, !options.NoMapping);
        }
        catch
        {
            region.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    private static long Expand(
        MgFileBytes file, long start, long end, IMgCodec codec, long limit, ScratchFile region, byte[] input, byte[] output,
        out OmsFault fault, out long lastPiece, long bytewiseFrom = long.MaxValue)
    {
        using IMgDecoder decoder = codec.CreateDecoder();
        long position = lastPiece = start;
        ReadOnlySpan<byte> source = [];
        while (true)
        {
            if (source.IsEmpty && position < end)
            {
                lastPiece = position;
                source = file.Slice(position, position < bytewiseFrom ? (int)Math.Min(BufferSize, end - position) : 1, input);
                position += source.Length;
            }
            OperationStatus status = FramePump.Fill(decoder, ref source, output, out int written);
            long reached = position - source.Length;
            fault = default;
            if (region.Length + written > limit) fault = Damage("R-4", $"The compressed region expands to more than {limit} bytes", start);
            else
            {
                region.Append(output.AsSpan(0, written));
                if (status == OperationStatus.InvalidData) fault = Damage(FrameRule, "The compressed frame is damaged", reached);
                if (status == OperationStatus.NeedMoreData && position == end) fault = Damage(FrameRule, "The compressed frame is cut short", end);
            }
            if (status == OperationStatus.Done || fault.IsFault) return reached;
        }
    }

    private static OmsFault Damage(string rule, string message, long offset) => new(OmsErrorCode.Corrupt, rule, message, offset);
}
