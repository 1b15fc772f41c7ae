using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Tests;

/// <summary>Grains and hand-made files for the tests of <c>.mg</c> files.</summary>
internal static class Samples
{
    /// <summary>A small grain, another one for each number.</summary>
    internal static GrainBlob Grain(int number, long createdAt = 1_000_000) =>
        new Reasoning { CreatedAt = createdAt, Conclusion = $"number {number}" }.ToBlob();

    /// <summary>A grain of about so many bytes.</summary>
    internal static GrainBlob Large(int number, int size) =>
        new Reasoning { CreatedAt = number, Conclusion = $"{number} " + new string((char)('a' + (number % 26)), size) }.ToBlob();

    internal static GrainBlob[] Many(int count) => [.. Enumerable.Range(0, count).Select(static i => Grain(i, 1000 * i))];

    /// <summary>Writes a file into memory.</summary>
    internal static byte[] Write(MgWriterOptions options, params IEnumerable<GrainBlob> grains)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>Makes a file of any bytes, as a writer without checks would, with a footer that fits.</summary>
    internal static byte[] Raw(MgFileFlags flags, params byte[][] elements)
    {
        byte[] file = new byte[16 + (4 * elements.Length) + elements.Sum(static element => element.Length) + 32];
        new MgFileHeader(flags, (uint)elements.Length, 1, 0).Write(file);
        int offset = 16 + (4 * elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16 + (4 * i)), (uint)offset);
            elements[i].CopyTo(file, offset);
            offset += elements[i].Length;
        }
        return Sign(file);
    }

    /// <summary>Puts the right footer under a changed file.</summary>
    internal static byte[] Sign(byte[] file)
    {
        SHA256.HashData(file.AsSpan(0, file.Length - 32), file.AsSpan(file.Length - 32));
        return file;
    }
}
