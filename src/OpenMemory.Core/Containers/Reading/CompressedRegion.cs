using System.Buffers;

namespace OpenMemory;

/// <summary>Turns the frame of a compressed file into the grain region, as a whole and within limits (OMS-11.4-2, R-4).</summary>
internal static class CompressedRegion
{
    private const int BufferSize = 1 << 18;

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
        int ratio = options.MaxExpansion > 0 ? options.MaxExpansion : MgReaderOptions.DefaultMaxExpansion;
        long byRatio = Math.Max(MgReaderOptions.AlwaysExpanded, (long)Int128.Min(long.MaxValue, (Int128)(end - start) * ratio));
        long byOffsets = last < 0 ? 0 : last + options.Limits.OrDefault.MaxBlobBytes;
        ScratchFile region = new(options.TemporaryFolder);
        byte[] input = ArrayPool<byte>.Shared.Rent(BufferSize), output = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            frameEnd = Expand(file, start, end, codec, Math.Min(byRatio, byOffsets), region, input, output);
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

    private static long Expand(MgFileBytes file, long start, long end, IMgCodec codec, long limit, ScratchFile region, byte[] input, byte[] output)
    {
        using IMgDecoder decoder = codec.CreateDecoder();
        long position = start;
        ReadOnlySpan<byte> source = [];
        while (true)
        {
            if (source.IsEmpty && position < end)
            {
                source = file.Slice(position, (int)Math.Min(BufferSize, end - position), input);
                position += source.Length;
            }
            OperationStatus status = FramePump.Fill(decoder, ref source, output, out int written);
            if (region.Length + written > limit) Fail("R-4", $"The compressed region expands to more than {limit} bytes", start);
            region.Append(output.AsSpan(0, written));
            if (status == OperationStatus.Done) return position - source.Length;
            if (status == OperationStatus.InvalidData) Fail("OMS-11.4-2", "The compressed frame is damaged", position - source.Length);
            if (status == OperationStatus.NeedMoreData && position == end) Fail("OMS-11.4-2", "The compressed frame is cut short", end);
        }
    }

    private static void Fail(string rule, string message, long offset) => Throw.Fault(OmsErrorCode.Corrupt, rule, message, offset);
}
