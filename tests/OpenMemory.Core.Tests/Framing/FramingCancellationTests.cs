using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Waiting for a framed stream can be ended, on both sides, and loses nothing; failures are passed on.</summary>
[TestFixture]
public sealed class FramingCancellationTests
{
    private static readonly byte[] s_stream = Frames.Of(Samples.Many(3));

    [Test]
    public async Task A_cancelled_read_loses_nothing([Values] bool byToken, [Values(0, 2, 4, 20, 60, 80)] int arrived)
    {
        Pipe pipe = Frames.Inline();
        await pipe.Writer.WriteAsync(s_stream.AsMemory(0, arrived));
        await using GrainStreamReader reader = new(pipe.Reader);
        using CancellationTokenSource source = new();
        int frames = 0;
        ValueTask<bool> pending = reader.ReadFrameAsync(source.Token);
        while (pending.IsCompleted && await pending)
        {
            frames++;
            pending = reader.ReadFrameAsync(source.Token);
        }
        if (byToken) await source.CancelAsync();
        else pipe.Reader.CancelPendingRead();
        Assert.That(async () => await pending, Throws.InstanceOf<OperationCanceledException>());

        await pipe.Writer.WriteAsync(s_stream.AsMemory(arrived));
        while (await reader.ReadFrameAsync()) frames++;
        Assert.That((frames, reader.BytesConsumed, reader.Count), Is.EqualTo((3, s_stream.Length, 3)));
    }

    [Test]
    public async Task A_read_cancelled_with_bytes_at_hand_leaves_them_to_the_next_reader([Values(2, 4, 10)] int arrived, [Values(1, 4, 100)] int more)
    {
        Pipe pipe = Frames.Inline();
        ExactingPipeReader input = new(pipe.Reader);
        for (int i = 0; i < 2; i++) // the second reader knows nothing of what the first one examined
        {
            await pipe.Writer.WriteAsync(s_stream.AsMemory(i == 0 ? ..arrived : arrived..(arrived + more)));
            await using GrainStreamReader reader = new(input, leaveOpen: true);
            input.CancelPendingRead();
            Assert.That(async () => await reader.ReadFrameAsync(), Throws.InstanceOf<OperationCanceledException>());
        }
        Task<int> reading = GrainStream.ReadAllAsync(input).CountAsync().AsTask();
        await pipe.Writer.WriteAsync(s_stream.AsMemory(arrived + more));
        Assert.That(await reading.WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(3));
    }

    [Test]
    public async Task A_read_cancelled_where_the_input_has_ended_reads_it_afterwards()
    {
        Pipe pipe = Frames.Inline();
        await pipe.Writer.WriteAsync(s_stream);
        await pipe.Writer.CompleteAsync();
        await using GrainStreamReader reader = new(pipe.Reader);
        pipe.Reader.CancelPendingRead();
        Assert.That(async () => await reader.ReadFrameAsync(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await Frames.Read(reader)).Grains, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_whole_frame_or_sentinel_is_at_hand_for_the_reader_after_a_cancelled_one([Values] bool sentinel)
    {
        Pipe pipe = Frames.Inline();
        ExactingPipeReader input = new(pipe.Reader);
        await pipe.Writer.WriteAsync(sentinel ? s_stream.AsMemory()[^4..] : s_stream.AsMemory(0, 4 + Samples.Grain(0, 0).Length));
        await using (GrainStreamReader cancelled = new(input, leaveOpen: true))
        {
            input.CancelPendingRead();
            Assert.That(async () => await cancelled.ReadFrameAsync(), Throws.InstanceOf<OperationCanceledException>());
        }
        await using GrainStreamReader reader = new(input);
        Assert.That(await reader.ReadFrameAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo(!sentinel));
    }

    [Test]
    public async Task A_cancelled_token_ends_reading_even_where_grains_are_at_hand()
    {
        using CancellationTokenSource source = new();
        int read = 0;
        Assert.That(async () =>
        {
            await foreach (GrainBlob _ in GrainStream.ReadAllAsync(new MemoryStream(s_stream), cancellationToken: source.Token))
            {
                read++;
                await source.CancelAsync();
            }
        }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(read, Is.EqualTo(1));
    }

    [Test]
    public async Task What_the_other_side_failed_with_is_passed_on()
    {
        Pipe pipe = Frames.Inline();
        await pipe.Writer.WriteAsync(s_stream.AsMemory(0, s_stream.Length - 4));
        await pipe.Writer.CompleteAsync(new TimeoutException("gone"));
        Assert.That(async () => await GrainStream.ReadAllAsync(pipe.Reader).CountAsync(), Throws.InstanceOf<TimeoutException>());
        PieceStream stream = new(s_stream[..^4], 3) { Failure = new IOException("reset") };
        Assert.That(async () => await GrainStream.ReadAllAsync(stream).CountAsync(), Throws.InstanceOf<IOException>().With.Message.EqualTo("reset"));
    }

    [Test]
    public async Task A_writer_waits_for_a_slow_reader([Values] bool stays)
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 40).Select(static i => Samples.Large(i, 20_000))];
        Pipe pipe = Frames.Inline(pauseFrom: 100, resumeFrom: 50);
        await using GrainStreamWriter writer = new(pipe.Writer);
        ValueTask pending = default;
        int written = 0;
        while (pending.IsCompleted) pending = writer.WriteAsync(grains[written++]);
        Assert.That(written, Is.EqualTo(2), "32 KiB are too much for this pipe");
        if (!stays)
        {
            await pipe.Reader.CompleteAsync();
            Assert.That(async () => await pending, Throws.InstanceOf<IOException>(), "nobody reads any more");
            return;
        }
        Task<FramesRead> reading = Frames.Read(new GrainStreamReader(pipe.Reader));
        await pending;
        while (written < grains.Length) await writer.WriteAsync(grains[written++]);
        await writer.CompleteAsync();
        Assert.That((await reading).Grains, Is.EqualTo(grains.Select(static grain => grain.Span.ToArray())));
    }

    [Test]
    public async Task A_reader_that_goes_after_the_sentinel_is_no_failure()
    {
        Pipe pipe = Frames.Inline(pauseFrom: 100, resumeFrom: 50);
        await using GrainStreamWriter writer = new(pipe.Writer);
        await writer.WriteAsync(Samples.Large(0, 500));
        ValueTask pending = writer.CompleteAsync();
        Assert.That(pending.IsCompleted, Is.False);
        Assert.That((await Frames.Read(new GrainStreamReader(pipe.Reader))).Grains, Has.Count.EqualTo(1));
        await pending;
        await writer.CompleteAsync();
    }

    [Test]
    public async Task A_pipe_is_written_on_after_a_cancelled_wait([Values] bool byToken)
    {
        Pipe pipe = Frames.Inline(pauseFrom: 100, resumeFrom: 50);
        await using GrainStreamWriter writer = new(pipe.Writer);
        using CancellationTokenSource source = new();
        ValueTask pending = writer.WriteAsync(Samples.Large(0, 40_000), source.Token);
        Assert.That(pending.IsCompleted, Is.False);
        if (byToken) await source.CancelAsync();
        else pipe.Writer.CancelPendingFlush();
        Assert.That(async () => await pending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await writer.WriteAsync(Samples.Grain(9), new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(writer.Count, Is.EqualTo(1), "cancelled from the start, nothing is written");
        Task<FramesRead> reading = Frames.Read(new GrainStreamReader(pipe.Reader));
        await writer.WriteAsync(Samples.Grain(1));
        await writer.CompleteAsync();
        Assert.That((await reading).Grains.Select(static grain => grain.Length), Is.EqualTo(new[] { Samples.Large(0, 40_000).Length, Samples.Grain(1).Length }));
    }
}
