using System.Security.Cryptography;

namespace OpenMemory.Fuzzing;

/// <summary>A <c>.mg</c> file before it is bytes (§11.2–11.5): offsets, count and footer follow from the grains unless stated.</summary>
internal sealed class FileModel
{
    internal List<byte[]> Blobs { get; } = [];

    internal byte[] Magic { get; set; } = [(byte)'M', (byte)'G'];

    internal byte Version { get; set; } = 1;

    internal byte Flags { get; set; }

    internal byte FieldMapVersion { get; set; } = 1;

    internal byte Codec { get; set; }

    /// <summary>Added to the number of grains.</summary>
    internal int CountError { get; set; }

    /// <summary>The entry of the index to change, and by how much.</summary>
    internal (int Index, int By) OffsetError { get; set; } = (-1, 0);

    /// <summary>What the region is compressed with; null leaves it as it is.</summary>
    internal IMgCodec? Compression { get; set; }

    /// <summary>Changes the frame or the region as it is stored.</summary>
    internal Func<byte[], byte[]> ChangeRegion { get; set; } = static region => region;

    /// <summary>Offsets count from the beginning of the file, or from that of the region; null is what this kind of file has .</summary>
    internal bool? IsAbsolute { get; set; }

    /// <summary>Bytes between the last grain and the footer.</summary>
    internal byte[] Tail { get; set; } = [];

    internal byte[] ToBytes()
    {
        ByteSink sink = new();
        sink.Write(Magic);
        sink.Write(Version);
        sink.Write(Flags);
        sink.WriteNumber((ulong)(Blobs.Count + CountError), 4);
        sink.Write(FieldMapVersion);
        sink.Write(Codec);
        sink.Write([0, 0, 0, 0, 0, 0]);
        long offset = IsAbsolute ?? Compression is null ? 16 + (4L * Blobs.Count) : 0;
        for (int i = 0; i < Blobs.Count; i++)
        {
            sink.WriteNumber((ulong)(offset + (OffsetError.Index == i ? OffsetError.By : 0)), 4);
            offset += Blobs[i].Length;
        }
        byte[] region = [.. Blobs.SelectMany(static blob => blob)];
        sink.Write(ChangeRegion(Compression is null ? region : Compress(Compression, region)));
        sink.Write(Tail);
        return Sealed(sink.ToArray());
    }

    /// <summary>Compresses the region and says so in the header.</summary>
    internal void Compress(IMgCodec codec)
    {
        Compression = codec;
        Codec = codec.Id;
        Flags |= (byte)MgFileFlags.Compressed;
    }

    /// <summary>Puts an index manifest behind the grains and says so in the header.</summary>
    internal void Add(IEnumerable<ContentAddress> addresses, PayloadEncoding encoding = PayloadEncoding.MessagePack)
    {
        IndexState state = IndexState.Default with { AccessCount = 7, VerificationStatus = IndexState.Contested };
        Tail = IndexManifest.Create(addresses.Distinct().Select(address => KeyValuePair.Create(address, state))).ToBytes(encoding);
        Flags |= (byte)MgFileFlags.HasIndexManifest;
    }

    /// <summary>Bytes and the footer over them.</summary>
    internal static byte[] Sealed(byte[] body) => [.. body, .. SHA256.HashData(body)];

    private static byte[] Compress(IMgCodec codec, byte[] region)
    {
        using IMgEncoder encoder = codec.CreateEncoder();
        byte[] frame = new byte[(2 * region.Length) + 1024]; // more than any region expands to
        encoder.Compress(region, frame, out int consumed, out int written, isFinalBlock: true);
        return consumed == region.Length ? frame[..written] : throw new InvalidOperationException("the frame is larger than its region");
    }
}
