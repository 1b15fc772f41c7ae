using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenMemory.Benchmarks;

/// <summary>What the hardware and the class library allow.</summary>
internal static class Limits
{
    /// <summary>One pass over bytes: every one is read and nothing else is done.</summary>
    internal static ulong Pass(ReadOnlySpan<byte> bytes)
    {
        Vector<ulong> sum = default;
        ReadOnlySpan<Vector<ulong>> vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        foreach (Vector<ulong> vector in vectors) sum ^= vector;
        ulong all = Vector.Sum(sum);
        foreach (byte one in bytes[(vectors.Length * Vector<byte>.Count)..]) all += one;
        return all;
    }

    /// <summary>SHA-256 of pieces on all cores.</summary>
    internal static void HashOnAllCores(byte[] bytes)
    {
        int cores = Environment.ProcessorCount;
        Parallel.For(0, cores, new() { MaxDegreeOfParallelism = cores }, core =>
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            int from = (int)((long)bytes.Length * core / cores), to = (int)((long)bytes.Length * (core + 1) / cores);
            SHA256.HashData(bytes.AsSpan(from, to - from), hash);
        });
    }

    /// <summary>The bytes of a file hashed, written and flushed to disk.</summary>
    internal static void HashAndWrite(byte[] bytes, string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        using FileStream file = File.Create(path, bufferSize: 1);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A file opened and the beginning of it read.</summary>
    internal static void OpenAndRead(string path, Span<byte> beginning)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        if (RandomAccess.Read(file, beginning, 0) != beginning.Length) throw new EndOfStreamException(path);
    }
}
