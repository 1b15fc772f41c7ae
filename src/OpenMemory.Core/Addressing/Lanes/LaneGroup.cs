using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>Hashes as many messages as there are lanes, side by side.</summary>
internal static unsafe class LaneGroup<TVector, TOps>
    where TVector : unmanaged
    where TOps : struct, ILaneVector<TVector>
{
    private const int BlockBytes = LaneJob.BlockBytes, TailBytes = 2 * BlockBytes;

    /// <summary>Hashes some messages.</summary>
    /// <param name="source">Where the messages stand.</param>
    /// <param name="length">The length of all that stands there, in bytes: a register may be read behind a message, not behind that.</param>
    /// <param name="jobs">All messages.</param>
    /// <param name="order">Which of them: one to as many as there are lanes, those with fewer blocks first.</param>
    /// <param name="addresses">Receives the address of each, at the place of its job.</param>
    [SkipLocalsInit]
    internal static void Run(byte* source, long length, ReadOnlySpan<LaneJob> jobs, ReadOnlySpan<int> order, Span<ContentAddress> addresses)
    {
        TVector* state = stackalloc TVector[8], words = stackalloc TVector[16];
        byte* tails = stackalloc byte[TOps.Lanes * TailBytes];
        byte** at = stackalloc byte*[TOps.Lanes];
        int* fullBlocks = stackalloc int[TOps.Lanes];
        for (int lane = 0; lane < order.Length; lane++)
        {
            ref readonly LaneJob job = ref jobs[order[lane]];
            at[lane] = source + job.Start;
            fullBlocks[lane] = job.FullBlocks;
            WriteTail(tails + (lane * TailBytes), at[lane], job.Length, length - job.Start);
        }
        for (int lane = order.Length; lane < TOps.Lanes; lane++) at[lane] = tails; // nobody asks for what comes of it
        LaneRounds<TVector, TOps>.Begin(state);
        int done = 0;
        for (int block = 0; done < order.Length; block++)
        {
            for (int lane = done; lane < order.Length; lane++)
            {
                if (block == fullBlocks[lane]) at[lane] = tails + (lane * TailBytes);
            }
            TOps.Load(at, words);
            LaneRounds<TVector, TOps>.Compress(state, words);
            for (; done < order.Length && jobs[order[done]].Blocks == block + 1; done++) addresses[order[done]] = Address((uint*)state, done);
            for (int lane = done; lane < order.Length; lane++) at[lane] += BlockBytes;
        }
    }

    /// <summary>The last bytes of a message with their padding: a one bit, zeros, the length in bits (FIPS 180-4, 5.1.1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteTail(byte* tail, byte* message, int length, long readable)
    {
        int rest = length % BlockBytes;
        byte* from = message + length - rest;
        Vector512<byte> bytes;
        if (readable - (length - rest) >= BlockBytes) bytes = Vector512.Load(from);
        else
        {
            Vector512.Store(Vector512<byte>.Zero, tail);
            Unsafe.CopyBlockUnaligned(tail, from, (uint)rest);
            bytes = Vector512.Load(tail);
        }
        Vector512<byte> place = Vector512<byte>.Indices, end = Vector512.Create((byte)rest);
        bytes = Vector512.ConditionalSelect(Vector512.LessThan(place, end), bytes, Vector512.Equals(place, end) & Vector512.Create((byte)0x80));
        Vector512.Store(bytes, tail);
        Vector512.Store(Vector512<byte>.Zero, tail + BlockBytes);
        byte* last = tail + (LaneJob.TailBlocks(length) * BlockBytes) - sizeof(ulong);
        *(ulong*)last = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ulong)length * 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ContentAddress Address(uint* state, int lane)
    {
        return new ContentAddress(Pair(0), Pair(2), Pair(4), Pair(6));

        ulong Pair(int word) => ((ulong)state[(word * TOps.Lanes) + lane] << 32) | state[((word + 1) * TOps.Lanes) + lane];
    }
}
