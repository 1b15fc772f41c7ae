using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>What one road through a framed stream gave.</summary>
internal sealed record FramesRead(List<byte[]> Grains, long Consumed, OmsFault Fault);

/// <summary>Framed streams made by hand, and every road by which one can come in.</summary>
internal static class Frames
{
    /// <summary>The roads: over a pipe, over a stream, over bytes in segments that are all there.</summary>
    internal static readonly Func<byte[], int[], Task<FramesRead>>[] Roads = [ThroughPipe, ThroughStream, ThroughSegments];

    /// <summary>A pipe in which everything happens on the thread that writes, and no writer waits.</summary>
    internal static Pipe Inline(long pauseFrom = 0, long resumeFrom = 0) => new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: pauseFrom,
        resumeWriterThreshold: resumeFrom, minimumSegmentSize: 16, useSynchronizationContext: false));

    internal static byte[] Frame(uint length, params ReadOnlySpan<byte> content)
    {
        byte[] frame = new byte[4 + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, length);
        content.CopyTo(frame.AsSpan(4));
        return frame;
    }

    /// <summary>A whole stream.</summary>
    internal static byte[] Of(params IEnumerable<byte[]> contents) => [.. contents.SelectMany(static content => Frame((uint)content.Length, content)), 0, 0, 0, 0];

    internal static byte[] Of(params IEnumerable<GrainBlob> grains) => Of(grains.Select(static grain => grain.Span.ToArray()));

    /// <summary>Reads until the sentinel or a fault, and keeps what came before it.</summary>
    internal static async Task<FramesRead> Read(GrainStreamReader reader)
    {
        List<byte[]> grains = [];
        OmsFault fault = default;
        try
        {
            while (await reader.ReadAsync() is { } grain) grains.Add(grain.Span.ToArray());
        }
        catch (OmsException exception)
        {
            fault = exception.Fault;
        }
        long consumed = reader.BytesConsumed;
        await reader.DisposeAsync();
        return new FramesRead(grains, consumed, fault);
    }

    /// <summary>The fault that work ends with.</summary>
    internal static async Task<OmsFault> FaultOf(Task work)
    {
        try
        {
            await work;
        }
        catch (OmsException exception)
        {
            return exception.Fault;
        }
        throw new InvalidOperationException("There is no fault.");
    }

    /// <summary>Reads from a pipe whose writer flushes at every cut.</summary>
    internal static async Task<FramesRead> ThroughPipe(byte[] bytes, params int[] cuts)
    {
        Pipe pipe = Inline();
        Task<FramesRead> reading = Read(new GrainStreamReader(pipe.Reader));
        foreach (Range piece in Pieces(bytes.Length, cuts)) await pipe.Writer.WriteAsync(bytes.AsMemory()[piece]);
        await pipe.Writer.CompleteAsync();
        return await reading;
    }

    internal static Task<FramesRead> ThroughStream(byte[] bytes, params int[] cuts) => Read(new GrainStreamReader(new PieceStream(bytes, cuts)));

    internal static Task<FramesRead> ThroughSegments(byte[] bytes, params int[] cuts) => Read(new GrainStreamReader(PipeReader.Create(Segments(bytes, cuts))));

    private static ReadOnlySequence<byte> Segments(byte[] bytes, int[] cuts)
    {
        if (bytes.Length == 0) return ReadOnlySequence<byte>.Empty; // PipeReader.Create fails over empty segments that are not this
        Segment first = new(default, 0), last = first;
        foreach (Range piece in Pieces(bytes.Length, cuts)) last = last.Append(bytes.AsMemory()[piece]);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static IEnumerable<Range> Pieces(int length, int[] cuts)
    {
        int start = 0;
        foreach (int cut in cuts.Where(cut => cut < length).Append(length).Order())
        {
            yield return start..cut;
            start = cut;
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        internal Segment Append(ReadOnlyMemory<byte> memory)
        {
            Segment next = new(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
