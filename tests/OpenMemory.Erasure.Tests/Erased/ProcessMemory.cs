using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Erasure.Tests;

/// <summary>Everything that this process can write and does not share: heaps, stacks of all threads, data of native libraries.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessMemory
{
    private const int ChunkBytes = 1 << 20;

    private readonly byte[] _chunk = GC.AllocateArray<byte>(ChunkBytes, pinned: true);

    /// <summary>How much was searched, in bytes.</summary>
    internal long Searched { get; private set; }

    /// <summary>Where a secret stands: the address and the mapping's name.</summary>
    internal List<string> Find(MaskedSecret secret)
    {
        List<string> places = [];
        Searched = 0;
        long own = Marshal.UnsafeAddrOfPinnedArrayElement(_chunk, 0);
        using SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        foreach ((long start, long end, string name) in Mappings())
        {
            for (long at = start; at < end; at += ChunkBytes - secret.Length + 1)
            {
                int read = Read(memory, at, (int)Math.Min(ChunkBytes, end - at));
                Searched += read;
                Span<byte> rest = _chunk.AsSpan(0, read);
                for (int index; (index = secret.IndexIn(rest)) >= 0; rest = rest[(index + 1)..])
                {
                    long address = at + read - rest.Length + index;
                    if (address < own - secret.Length || address >= own + ChunkBytes) places.Add($"{secret.Name} at {address:x} in {name}"); // not the search's own copy
                }
            }
        }
        Array.Clear(_chunk);
        return places;
    }

    /// <summary>A mapping can have gone, or hold pages that cannot be read.</summary>
    private int Read(SafeFileHandle memory, long address, int length)
    {
        try
        {
            return RandomAccess.Read(memory, _chunk.AsSpan(0, length), address);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static List<(long Start, long End, string Name)> Mappings() =>
    [
        .. from line in File.ReadAllLines("/proc/self/maps")
           let parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)
           where parts[1].StartsWith("rw", StringComparison.Ordinal) && parts[1][3] == 'p'
           let range = parts[0].Split('-')
           select (long.Parse(range[0], NumberStyles.HexNumber), long.Parse(range[1], NumberStyles.HexNumber), parts.Length > 5 ? parts[5].Trim() : "anonymous memory"),
    ];
}
