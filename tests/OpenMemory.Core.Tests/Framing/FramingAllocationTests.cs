using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Frames are read and written without allocating, whether they are at hand or waited for.</summary>
[TestFixture]
public sealed class FramingAllocationTests
{
    private const int AtOnce = 10;

    private static readonly byte[] s_blob = Samples.Grain(1).Span.ToArray();
    private static readonly GrainBlob s_grain = GrainBlob.Parse(s_blob);

    [Test]
    public void Frames_at_hand_are_read_for_free([Values(16, 4096)] int segment)
    {
        Pipe pipe = Create(segment);
        GrainStreamReader reader = new(pipe.Reader);
        GrainStreamWriter writer = new(pipe.Writer);
        long read = 0;
        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < AtOnce; i++) Run(writer.WriteAsync(s_grain));
            Run(writer.WriteAsync(s_blob));
            Run(writer.FlushAsync());
            for (int i = 0; i <= AtOnce; i++)
            {
                if (Result(reader.ReadFrameAsync())) read += reader.Frame.Length;
            }
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(read, Is.EqualTo(reader.Count * s_blob.Length).And.EqualTo(reader.BytesConsumed - (4 * reader.Count)));
    }

    [Test]
    public void Frames_that_are_waited_for_are_read_for_free_too()
    {
        Pipe pipe = Create(4096);
        GrainStreamReader reader = new(pipe.Reader);
        byte[] frame = Frames.Frame((uint)s_blob.Length, s_blob);
        long read = 0;
        bool waited = true;
        long allocated = Allocations.Of(() =>
        {
            ValueTask<bool> pending = reader.ReadFrameAsync();
            waited &= !pending.IsCompleted;
            Result(pipe.Writer.WriteAsync(frame.AsMemory(0, 20)));
            waited &= !pending.IsCompleted;
            Result(pipe.Writer.WriteAsync(frame.AsMemory(20)));
            if (Result(pending)) read += reader.Frame.Length;
        });
        Assert.That(allocated, Is.Zero);
        Assert.That((waited, read), Is.EqualTo((true, reader.Count * s_blob.Length)));
    }

    private static Pipe Create(int segment) => new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, minimumSegmentSize: segment, useSynchronizationContext: false));

    private static T Result<T>(ValueTask<T> task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("There is nothing to wait for.");
        return task.GetAwaiter().GetResult();
    }

    private static void Run(ValueTask task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("There is room.");
        task.GetAwaiter().GetResult();
    }
}
