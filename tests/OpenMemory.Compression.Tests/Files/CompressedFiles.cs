using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Compression.Tests;

/// <summary>Compressed files, written by the writer and made by hand.</summary>
internal static class CompressedFiles
{
    internal static readonly MgReaderOptions Reading = new() { Codecs = SystemCodecs.All };

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

    /// <summary>A file of any header, offsets and bytes behind them, with a footer that fits.</summary>
    internal static byte[] Raw(MgFileFlags flags, byte codec, uint[] offsets, params byte[][] rest)
    {
        byte[] start = new byte[MgFileHeader.Size + (4 * offsets.Length)];
        new MgFileHeader(flags, (uint)offsets.Length, 1, codec).Write(start);
        for (int i = 0; i < offsets.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(start.AsSpan(MgFileHeader.Size + (4 * i)), offsets[i]);
        byte[] body = [.. start, .. rest.SelectMany(static part => part)];
        return [.. body, .. SHA256.HashData(body)];
    }

    internal static OmsFault Refusal(byte[] file, MgReaderOptions options) =>
        Assert.Throws<OmsException>(() => MgFileReader.Open(file, options).Dispose())!.Fault;
}
