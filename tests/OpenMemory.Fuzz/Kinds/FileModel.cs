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
        long offset = 16 + (4L * Blobs.Count);
        for (int i = 0; i < Blobs.Count; i++)
        {
            sink.WriteNumber((ulong)(offset + (OffsetError.Index == i ? OffsetError.By : 0)), 4);
            offset += Blobs[i].Length;
        }
        foreach (byte[] blob in Blobs) sink.Write(blob);
        sink.Write(Tail);
        return Sealed(sink.ToArray());
    }

    /// <summary>Bytes and the footer over them.</summary>
    internal static byte[] Sealed(byte[] body) => [.. body, .. SHA256.HashData(body)];
}
