using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Hashes many messages with all lanes in use: those with equally many blocks go together, because a group takes as long as its longest.
/// </summary>
internal static class LaneBatch<TVector, TOps>
    where TVector : unmanaged
    where TOps : struct, ILaneVector<TVector>
{
    /// <summary>Messages that are put in order at once: few enough for the stack.</summary>
    private const int AtOnce = 1024;

    /// <summary>What one call of the platform's SHA-256 costs beside its blocks, in blocks.</summary>
    private const int CallCost = 9;

    // Messages of up to so many blocks are sorted by counting them; longer ones take long enough to be sorted by comparing.
    private const int Counted = 64;

    [SkipLocalsInit]
    internal static void Run(ReadOnlySpan<byte> source, ReadOnlySpan<Range> blobs, Span<ContentAddress> addresses)
    {
        Span<LaneJob> jobs = stackalloc LaneJob[Math.Min(AtOnce, blobs.Length)];
        Span<int> order = stackalloc int[jobs.Length];
        for (int first = 0; first < blobs.Length; first += AtOnce)
        {
            int count = Math.Min(AtOnce, blobs.Length - first);
            for (int i = 0; i < count; i++)
            {
                (int start, int length) = blobs[first + i].GetOffsetAndLength(source.Length);
                jobs[i] = new(start, length);
            }
            Sort(jobs[..count], order[..count]);
            Run(source, jobs[..count], order[..count], addresses.Slice(first, count));
        }
    }

    private static unsafe void Run(ReadOnlySpan<byte> source, ReadOnlySpan<LaneJob> jobs, ReadOnlySpan<int> order, Span<ContentAddress> addresses)
    {
        fixed (byte* from = source)
        {
            for (int i = 0; i < order.Length; i += TOps.Lanes)
            {
                ReadOnlySpan<int> group = order.Slice(i, Math.Min(TOps.Lanes, order.Length - i));
                if (IsWorthwhile(jobs, group)) LaneGroup<TVector, TOps>.Run(from, source.Length, jobs, group, addresses);
                else
                {
                    foreach (int job in group) addresses[job] = ContentAddress.Compute(source.Slice(jobs[job].Start, jobs[job].Length));
                }
            }
        }
    }

    /// <summary>A group takes as long as its longest message, which is its last.</summary>
    private static bool IsWorthwhile(ReadOnlySpan<LaneJob> jobs, ReadOnlySpan<int> group) =>
        group.Length * ((long)CallCost + jobs[group[0]].Blocks) >= (long)TOps.BlocksInTime * jobs[group[^1]].Blocks;

    /// <summary>Puts messages in the order of their numbers of blocks.</summary>
    [SkipLocalsInit]
    private static void Sort(ReadOnlySpan<LaneJob> jobs, Span<int> order)
    {
        Span<int> next = stackalloc int[Counted + 2];
        next.Clear();
        foreach (ref readonly LaneJob job in jobs) next[Math.Min(job.Blocks, Counted) + 1]++;
        for (int i = 1; i < next.Length; i++) next[i] += next[i - 1];
        int longer = next[Counted];
        for (int i = 0; i < jobs.Length; i++) order[next[Math.Min(jobs[i].Blocks, Counted)]++] = i;
        Span<int> rest = order[longer..];
        if (rest.Length < 2) return;
        Span<int> blocks = stackalloc int[rest.Length];
        for (int i = 0; i < rest.Length; i++) blocks[i] = jobs[rest[i]].Blocks;
        blocks.Sort(rest);
    }
}
