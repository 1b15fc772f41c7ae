using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Writing a framed stream: what is refused, when bytes are sent, and how it ends (§11.6).</summary>
[TestFixture]
public sealed class FramingWriterTests
{
    [Test]
    public async Task Grains_gather_until_they_are_flushed()
    {
        using MemoryStream stream = new();
        await using GrainStreamWriter writer = new(stream);
        await writer.WriteAsync(Samples.Grain(1));
        Assert.That((stream.Length, writer.BytesWritten), Is.EqualTo((0, 4 + Samples.Grain(1).Length)));
        await writer.FlushAsync();
        Assert.That(stream.Length, Is.EqualTo(writer.BytesWritten));
        await writer.WriteAsync(Samples.Large(2, 40_000));
        Assert.That(stream.Length, Is.EqualTo(writer.BytesWritten), "32 KiB have gathered");
    }

    [Test]
    public async Task Only_a_completed_stream_has_a_sentinel([Values] bool complete)
    {
        using MemoryStream stream = new();
        await using (GrainStreamWriter writer = new(stream, leaveOpen: true))
        {
            await writer.WriteAsync(Samples.Grain(1));
            if (complete) await writer.CompleteAsync();
        }
        byte[] expected = Frames.Of(Samples.Grain(1));
        Assert.That(stream.ToArray(), Is.EqualTo(complete ? expected : expected[..^4]));
        Pipe pipe = Frames.Inline();
        await using (GrainStreamWriter writer = new(pipe.Writer))
        {
            await writer.WriteAsync(Samples.Grain(1));
            if (complete) await writer.CompleteAsync();
        }
        FramesRead read = await Frames.Read(new GrainStreamReader(pipe.Reader));
        Assert.That((read.Grains.Count, read.Fault.Rule), Is.EqualTo((1, complete ? null : "OMS-11.6-2")));
    }

    [Test]
    public async Task After_the_sentinel_nothing_is_written()
    {
        using MemoryStream stream = new();
        GrainStreamWriter writer = new(stream);
        await writer.CompleteAsync();
        await writer.CompleteAsync();
        Assert.That(stream.ToArray(), Is.EqualTo(new byte[4]));
        Assert.That(async () => await writer.WriteAsync(Samples.Grain(1)), Throws.InvalidOperationException);
        await writer.DisposeAsync();
        await writer.DisposeAsync();
        Assert.That(async () => await writer.FlushAsync(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(stream.CanWrite, Is.False);
    }

    [Test]
    public async Task Several_streams_go_through_one_pipe()
    {
        Pipe pipe = Frames.Inline();
        for (int i = 0; i < 3; i++) await GrainStream.WriteAllAsync(pipe.Writer, Samples.Many(i).ToAsyncEnumerable());
        for (int i = 0; i < 3; i++) Assert.That(await GrainStream.ReadAllAsync(pipe.Reader).CountAsync(), Is.EqualTo(i));
    }

    [Test]
    public async Task A_bad_grain_is_refused_and_leaves_no_trace([Values] bool skip)
    {
        using MemoryStream stream = new();
        await using GrainStreamWriter writer = new(stream, new() { SkipVerification = skip, MaxFrameBytes = 100 });
        byte[] bad = [.. Samples.Grain(1).Span, 0];
        if (!skip) Assert.That(async () => await writer.WriteAsync(bad), Throws.InstanceOf<OmsException>());
        Assert.That(async () => await writer.WriteAsync([]), Throws.InstanceOf<OmsException>(), "an empty frame would be the sentinel");
        Assert.That(async () => await writer.WriteAsync(Samples.Large(1, 101)), Throws.InstanceOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Corrupt));
        Assert.That(async () => await writer.WriteAsync((GrainBlob)null!), Throws.ArgumentNullException);
        Assert.That((writer.Count, writer.BytesWritten), Is.EqualTo((0, 0)));
        if (skip) await writer.WriteAsync(bad);
        await writer.CompleteAsync();
        Assert.That(stream.ToArray(), Is.EqualTo(skip ? Frames.Of(bad) : Frames.Of(Array.Empty<byte[]>())));
    }

    [Test]
    public void A_stream_whose_grains_fail_stays_truncated()
    {
        using MemoryStream stream = new();
        Assert.That(async () => await GrainStream.WriteAllAsync(stream, Failing()), Throws.InstanceOf<TimeoutException>());
        byte[] expected = Frames.Of(Samples.Grain(1));
        Assert.That(stream.ToArray(), Is.EqualTo(expected[..^4]));

        static async IAsyncEnumerable<GrainBlob> Failing()
        {
            yield return Samples.Grain(1);
            await Task.Yield();
            throw new TimeoutException();
        }
    }

    [Test]
    public async Task After_a_failed_write_nothing_more_is_sent()
    {
        BrokenStream stream = new();
        GrainStreamWriter writer = new(stream);
        await writer.WriteAsync(Samples.Grain(1));
        Assert.That(async () => await writer.FlushAsync(), Throws.InstanceOf<IOException>());
        Assert.That(async () => await writer.WriteAsync(Samples.Grain(2)), Throws.InvalidOperationException);
        Assert.That(async () => await writer.CompleteAsync(), Throws.InvalidOperationException);
        await writer.DisposeAsync();
        Assert.That((stream.Writes, stream.IsDisposed), Is.EqualTo((1, true)));
    }

    private sealed class BrokenStream : MemoryStream
    {
        internal int Writes { get; private set; }

        internal bool IsDisposed { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return ValueTask.FromException(new IOException("broken"));
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
