using System.Globalization;
using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>Makes and destroys a salt, and counts where it stands in the memory of the whole process before and after.</summary>
internal static class MemoryScan
{
    private const byte Mask = 0xa5;
    private const int SaltBytes = 32, BlockBytes = 1 << 20;

    internal static int Run(string kind, string path)
    {
        using InMemoryUserSaltStore? memory = kind == "memory" ? new() : null;
        using FileUserSaltStore? file = kind == "file" ? FileUserSaltStore.Open(path) : null;
        IUserSaltStore store = memory is null ? file! : memory;
        store.Add(SaltSamples.Names(1, 300));
        byte[] masked = Add(store, SaltSamples.Name(0));
        int before = Count(masked);
        store.Destroy([SaltSamples.Name(0)], 1);
        Console.WriteLine($"{before} {Count(masked)}");
        return 0;
    }

    /// <summary>Adds a salt, keeps no copy, and returns what it looks like under the mask.</summary>
    private static byte[] Add(IUserSaltStore store, UserSaltName name)
    {
        byte[] salt = GC.AllocateArray<byte>(SaltBytes, pinned: true), masked = new byte[SaltBytes];
        RandomNumberGenerator.Fill(salt);
        store.GetOrAdd([name], salt, new UserSaltState[1]);
        for (int i = 0; i < SaltBytes; i++) masked[i] = (byte)(salt[i] ^ Mask);
        CryptographicOperations.ZeroMemory(salt);
        return masked;
    }

    /// <summary>Reads all memory that can be written, masks what it read, and wipes it again before the buffer itself is read.</summary>
    private static int Count(byte[] masked)
    {
        using FileStream memory = new("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        byte[] block = GC.AllocateArray<byte>(BlockBytes + SaltBytes, pinned: true);
        int count = 0;
        foreach (string line in File.ReadAllLines("/proc/self/maps"))
        {
            string[] words = line.Split(' ', '-');
            if (!words[2].StartsWith("rw", StringComparison.Ordinal)) continue;
            long start = long.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), end = long.Parse(words[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (; start < end; start += BlockBytes) count += CountIn(memory, start, block.AsSpan(0, (int)Math.Min(block.Length, end - start)), masked);
        }
        return count;
    }

    private static int CountIn(FileStream memory, long start, Span<byte> block, byte[] masked)
    {
        int count = 0;
        try
        {
            block = block[..RandomAccess.Read(memory.SafeFileHandle, block, start)];
            foreach (ref byte b in block) b ^= Mask;
            for (int at = 0, found; (found = block[at..].IndexOf(masked)) >= 0; at += found + 1) count++;
        }
        catch (IOException)
        {
            // Reserved, not there.
        }
        CryptographicOperations.ZeroMemory(block);
        return count;
    }
}
