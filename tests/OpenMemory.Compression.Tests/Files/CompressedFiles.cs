using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Compression.Tests;

/// <summary>Compressed <c>.mg</c> files, sound ones and any others.</summary>
internal static class CompressedFiles
{
    internal static MgReaderOptions Reading => new() { Codecs = SystemCodecs.All };

    internal static IMgCodec Codec(string name) => SystemCodecs.All.Single(codec => codec.Name == name);

    internal static GrainBlob Grain(int number, int size = 30) => new Reasoning { CreatedAt = number, Conclusion = $"{number} " + new string('a', size) }.ToBlob();

    internal static GrainBlob[] Grains(int count) =>
        [.. Enumerable.Range(0, count).Select(static i => new Reasoning { CreatedAt = 1000L * i, Conclusion = $"number {i} of the conclusions that were drawn" }.ToBlob())];

    internal static byte[] Write(MgWriterOptions options, IEnumerable<GrainBlob> grains, IndexManifest? manifest = null)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        writer.Complete();
        return stream.ToArray();
    }

    internal static OmsFault Refusal(byte[] file, MgReaderOptions options) =>
        Assert.Throws<OmsException>(() => MgFileReader.Open(file, options).Dispose())!.Fault;

    /// <summary>A sound file with a manifest.</summary>
    internal static byte[] Sound(IMgCodec codec, params GrainBlob[] grains) =>
        Write(new() { Codec = codec }, grains, IndexManifest.Create([KeyValuePair.Create(grains[0].Address, IndexState.Default with { AccessCount = 3 })]));

    /// <summary>A compressed file of any frame and offsets, with a footer that fits.</summary>
    internal static byte[] Raw(byte codec, ReadOnlySpan<byte> frame, params uint[] offsets) => Raw(MgFileFlags.Compressed, codec, offsets, frame.ToArray());

    /// <summary>A file of any header, offsets and bytes behind them, with a footer that fits.</summary>
    internal static byte[] Raw(MgFileFlags flags, byte codec, uint[] offsets, params byte[][] rest)
    {
        byte[] start = new byte[MgFileHeader.Size + (4 * offsets.Length)];
        new MgFileHeader(flags, (uint)offsets.Length, 1, codec).Write(start);
        for (int i = 0; i < offsets.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(start.AsSpan(MgFileHeader.Size + (4 * i)), offsets[i]);
        return Sign([.. start, .. rest.SelectMany(static part => part), .. new byte[MgFileHeader.FooterSize]]);
    }

    internal static byte[] Sign(byte[] file)
    {
        SHA256.HashData(file.AsSpan(..^32), file.AsSpan(file.Length - 32));
        return file;
    }

    /// <summary>
    /// A zstd frame of so many bytes at most that expands 32,768-fold: every block says in four bytes that 128 KiB are all
    /// the same (RFC 8878 §3.1.1.2).
    /// </summary>
    internal static byte[] ZstdBomb(int size)
    {
        const uint blockSize = 128 << 10, repeated = 1 << 1, isLast = 1;
        int blocks = (size - 6) / 4;
        byte[] frame = new byte[6 + (4 * blocks)];
        Convert.FromHexString("28b52ffd" + "00" + "38").CopyTo(frame, 0); // no sizes, no checksum; a window of 128 KiB
        for (int i = 0; i < blocks; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(6 + (4 * i)), (blockSize << 3) | repeated | (i == blocks - 1 ? isLast : 0));
        return frame;
    }
}
