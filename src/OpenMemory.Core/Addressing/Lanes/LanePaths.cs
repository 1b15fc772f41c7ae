using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>Chooses how batches are hashed: once for the process, by what its processor can.</summary>
internal static class LanePaths
{
    /// <summary>Forces a path, for tests and benchmarks: 16, 8 or 1; what the processor cannot do, or another value, changes nothing.</summary>
    internal const string Variable = "OPENMEMORY_LANES";

    // Blobs in pieces of their own are gathered here; a longer one gains little from company.
    private const int ArenaBytes = 1 << 16, LongestGathered = 1 << 13, MostGathered = 512;

    /// <summary>The path of this process.</summary>
    internal static LanePath Current { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    internal static bool IsSupported(LanePath path) => path switch
    {
        LanePath.Lanes16 => Lanes512.IsSupported,
        LanePath.Lanes8 => Lanes256.IsSupported,
        _ => path == LanePath.Platform,
    };

    internal static LanePath Choose(string? forced)
    {
        if (int.TryParse(forced, NumberStyles.None, CultureInfo.InvariantCulture, out int lanes) && IsSupported((LanePath)lanes)) return (LanePath)lanes;
        return IsSupported(LanePath.Lanes16) ? LanePath.Lanes16 : IsSupported(LanePath.Lanes8) ? LanePath.Lanes8 : LanePath.Platform;
    }

    internal static void Compute(LanePath path, ReadOnlySpan<byte> source, ReadOnlySpan<Range> blobs, Span<ContentAddress> addresses)
    {
        if (path == LanePath.Lanes16) LaneBatch<Vector512<uint>, Lanes512>.Run(source, blobs, addresses);
        else if (path == LanePath.Lanes8) LaneBatch<Vector256<uint>, Lanes256>.Run(source, blobs, addresses);
        else
        {
            for (int i = 0; i < blobs.Length; i++) addresses[i] = ContentAddress.Compute(source[blobs[i]]);
        }
    }

    [SkipLocalsInit]
    internal static void Compute(LanePath path, ReadOnlySpan<ReadOnlyMemory<byte>> blobs, Span<ContentAddress> addresses)
    {
        if (path == LanePath.Platform || blobs.Length < 2)
        {
            for (int i = 0; i < blobs.Length; i++) addresses[i] = ContentAddress.Compute(blobs[i].Span);
            return;
        }
        byte[] arena = ArrayPool<byte>.Shared.Rent(ArenaBytes);
        Span<Range> ranges = stackalloc Range[MostGathered];
        Span<ContentAddress> gathered = stackalloc ContentAddress[MostGathered];
        Span<int> places = stackalloc int[MostGathered];
        int count = 0, used = 0;
        for (int i = 0; i < blobs.Length; i++)
        {
            ReadOnlySpan<byte> blob = blobs[i].Span;
            if (blob.Length > LongestGathered)
            {
                addresses[i] = ContentAddress.Compute(blob);
                continue;
            }
            if (count == MostGathered || used + blob.Length > ArenaBytes) Flush(path, arena, ranges[..count], gathered, places, addresses, ref count, ref used);
            blob.CopyTo(arena.AsSpan(used));
            ranges[count] = used..(used + blob.Length);
            places[count++] = i;
            used += blob.Length;
        }
        Flush(path, arena, ranges[..count], gathered, places, addresses, ref count, ref used);
        ArrayPool<byte>.Shared.Return(arena);
    }

    private static void Flush(
        LanePath path, byte[] arena, ReadOnlySpan<Range> ranges, Span<ContentAddress> gathered, ReadOnlySpan<int> places, Span<ContentAddress> addresses, ref int count, ref int used)
    {
        Compute(path, arena.AsSpan(0, used), ranges, gathered);
        for (int i = 0; i < ranges.Length; i++) addresses[places[i]] = gathered[i];
        count = used = 0;
    }
}
