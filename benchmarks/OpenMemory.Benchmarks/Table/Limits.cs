using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace OpenMemory.Benchmarks;

/// <summary>What the hardware and the class library allow.</summary>
internal static class Limits
{
    /// <summary>One pass over bytes: every one is read and nothing else is done.</summary>
    internal static ulong Pass(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        Vector512<ulong> even = default, odd = default;
        int i = 0;
        for (; i + 1 < vectors.Length; i += 2)
        {
            even ^= vectors[i];
            odd ^= vectors[i + 1];
        }
        if (i < vectors.Length) even ^= vectors[i];
        ulong all = Vector512.Sum(even ^ odd);
        bytes = bytes[(vectors.Length * Vector512<byte>.Count)..];
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) all += word;
        foreach (byte one in bytes[(bytes.Length & ~7)..]) all += one;
        return all;
    }

    /// <summary>The bytes of a file written and flushed to disk while they are hashed.</summary>
    internal static void HashAndWrite(byte[] bytes, string path)
    {
        Task<byte[]> hash = Task.Run(() => SHA256.HashData(bytes));
        using FileStream file = File.Create(path, bufferSize: 1);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        hash.Wait();
    }

    /// <summary>A file opened and its first bytes read, and a pass over as many bytes as its offsets have.</summary>
    internal static ulong OpenAndPass(string path, ReadOnlySpan<byte> offsets)
    {
        Span<byte> header = stackalloc byte[16];
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        if (RandomAccess.Read(file, header, 0) != header.Length) throw new EndOfStreamException(path);
        return Pass(offsets) + header[0];
    }
}
