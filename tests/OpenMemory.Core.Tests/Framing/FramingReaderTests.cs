using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Reading a framed stream: limits, what a frame may hold, and where the stream ends (§11.6, R-56, R-8).</summary>
[TestFixture]
public sealed class FramingReaderTests
{
    private static readonly byte[] s_one = Samples.Grain(1).Span.ToArray(), s_two = Samples.Grain(2).Span.ToArray();

    [Test]
    public async Task Frames_are_handed_out_as_bytes_until_the_sentinel()
    {
        await using GrainStreamReader reader = new(new PieceStream(Frames.Of(s_one, s_two), 5, 70));
        Assert.That((await reader.ReadFrameAsync(), reader.Frame.ToArray(), reader.FrameOffset), Is.EqualTo((true, s_one, 4L)));
        Assert.That((await reader.ReadFrameAsync(), reader.Frame.ToArray(), reader.FrameOffset), Is.EqualTo((true, s_two, 8L + s_one.Length)));
        Assert.That((reader.BytesConsumed, reader.IsCompleted), Is.EqualTo((8L + s_one.Length + s_two.Length, false)));
        for (int i = 0; i < 3; i++) Assert.That((await reader.ReadFrameAsync(), reader.Frame.Length), Is.EqualTo((false, 0)));
        Assert.That((reader.BytesConsumed, reader.IsCompleted, reader.Count), Is.EqualTo((12L + s_one.Length + s_two.Length, true, 2)));
    }

    [Test]
    public async Task A_hundred_streams_one_after_another_are_read_from_one_pipe()
    {
        GrainBlob[][] streams = [.. Enumerable.Range(0, 100).Select(static i => Samples.Many(i % 5))];
        byte[] bytes = [.. streams.SelectMany(static grains => Frames.Of(grains)), 1, 2, 3];
        PipeReader pipe = PipeReader.Create(new PieceStream(bytes, Enumerable.Range(0, bytes.Length / 13).Select(static i => 13 * i)));
        foreach (GrainBlob[] grains in streams)
        {
            List<GrainBlob> read = await GrainStream.ReadAllAsync(pipe).ToListAsync();
            Assert.That(read, Is.EqualTo(grains));
        }
        ReadResult rest = await pipe.ReadAtLeastAsync(3);
        Assert.That(rest.Buffer.FirstSpan.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }), "what follows the last sentinel stays in the pipe");
    }

    [Test]
    public async Task A_reader_that_stops_early_leaves_the_pipe_behind_its_last_frame()
    {
        Pipe pipe = Frames.Inline();
        await pipe.Writer.WriteAsync(Frames.Of(s_one, s_two));
        await using (GrainStreamReader reader = new(pipe.Reader, leaveOpen: true)) Assert.That(await reader.ReadFrameAsync(), Is.True);
        Assert.That(pipe.Reader.TryRead(out ReadResult rest), Is.True, "nobody has to wait for what is there");
        Assert.That(rest.Buffer.Length, Is.EqualTo(4 + s_two.Length + 4));
    }

    [TestCase(0xFFFFFFFFu)]
    [TestCase(0x80000000u)]
    [TestCase(0x01000001u)]
    public async Task A_length_above_the_limit_is_refused_before_any_of_its_bytes(uint length)
    {
        Pipe pipe = Frames.Inline();
        await using GrainStreamReader reader = new(pipe.Reader);
        await pipe.Writer.WriteAsync((byte[])[.. Frames.Frame((uint)s_one.Length, s_one), .. Frames.Frame(length)]);
        Assert.That(await reader.ReadAsync(), Is.EqualTo(GrainBlob.Parse(s_one)));
        for (int i = 0; i < 2; i++)
        {
            ValueTask<bool> read = reader.ReadFrameAsync();
            Assert.That(read.IsFaulted, Is.True, "nothing is waited for, and nothing can be read any more");
            OmsFault fault = await Frames.FaultOf(read.AsTask());
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "R-56", 4L + s_one.Length)));
        }
    }

    [Test]
    public async Task A_frame_as_large_as_the_limit_is_read_and_a_larger_one_is_not()
    {
        byte[] stream = Frames.Of(s_one, s_two);
        Assert.That((await Read(new() { MaxFrameBytes = s_one.Length }, stream)).Fault, Is.EqualTo(default(OmsFault)));
        Assert.That((await Read(new() { MaxFrameBytes = s_one.Length - 1 }, stream)).Fault.Rule, Is.EqualTo("R-56"));
        Assert.That((await Read(new() { Grains = new() { Limits = new(s_one.Length - 1, 32) } }, stream)).Fault.Rule, Is.EqualTo("R-56"));
        byte[] large = new Reasoning { CreatedAt = 1, Conclusion = new string('c', 16 << 20) }.ToBlob(CodecLimits.Trusted).Span.ToArray();
        Assert.That((await Read(default, Frames.Of(large))).Fault.Rule, Is.EqualTo("R-56"), "16 MiB by default (R-50)");
        GrainStreamOptions generous = new() { Grains = new() { Limits = CodecLimits.Trusted } };
        Assert.That((await Read(generous, Frames.Of(large))).Grains, Is.EqualTo(new[] { large }));
    }

    [Test]
    public void Memory_follows_the_bytes_that_arrive_not_the_declared_length()
    {
        byte[] huge = [0xFF, 0xFF, 0xFF, 0xFF], large = [0x01, 0, 0, 0, 1, 0, 8];
        Read(huge);
        Read(large);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(huge);
        Read(large);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(300_000));

        static void Read(byte[] bytes)
        {
            GrainStreamReader reader = new(new MemoryStream(bytes));
            Assert.That(Frames.FaultOf(reader.ReadFrameAsync().AsTask()).GetAwaiter().GetResult().Code, Is.EqualTo(OmsErrorCode.Corrupt));
        }
    }

    [Test]
    public async Task A_refused_grain_names_its_place_in_the_stream_and_does_not_end_it()
    {
        byte[] bad = [.. s_two];
        bad[^1] ^= 0xFF;
        await using GrainStreamReader reader = new(new MemoryStream(Frames.Of(s_one, bad, s_two)));
        Assert.That(await reader.ReadAsync(), Is.Not.Null);
        OmsFault fault = await Frames.FaultOf(reader.ReadAsync().AsTask());
        Assert.That(GrainView.TryParse(bad, out _, out OmsFault alone), Is.False);
        Assert.That(fault, Is.EqualTo(alone.At(8 + s_one.Length)));
        Assert.That((await reader.ReadAsync())!.Span.ToArray(), Is.EqualTo(s_two));
        Assert.That((await reader.ReadAsync(), reader.Count), Is.EqualTo(((GrainBlob?)null, 2)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Signed_grains_need_an_envelope(bool skip) // OMS-9.2-1
    {
        GrainStreamOptions options = new() { SkipVerification = skip };
        byte[] signed = (new Reasoning { CreatedAt = 1, Conclusion = "c", IsSigned = true }).ToBlob().Span.ToArray();
        byte[] envelope = Vectors.Hex(Vectors.Rows("cose")[0], "envelope_hex"), untagged = envelope[1..];
        Assert.That(await Refusal(signed), Is.EqualTo((OmsErrorCode.SignedMismatch, "OMS-9.2-1", 5L)));
        foreach (byte[] accepted in (byte[][])[envelope, untagged]) // OMS-9.2-4
        {
            await using GrainStreamReader reader = new(new MemoryStream(Frames.Of(accepted)), options);
            Assert.That(await reader.ReadFrameAsync(), Is.True);
            Assert.That(reader.Frame.Span.SequenceEqual(accepted), Is.True);
        }

        async Task<(OmsErrorCode, string, long)> Refusal(byte[] content)
        {
            await using GrainStreamReader reader = new(new MemoryStream(Frames.Of(content)), options);
            OmsFault fault = await Frames.FaultOf(reader.ReadFrameAsync().AsTask());
            using MemoryStream written = new();
            GrainStreamWriter writer = new(written, options);
            Assert.That(await Frames.FaultOf(writer.WriteAsync(content).AsTask()), Is.EqualTo(fault.At(-4)), "a writer says the same");
            Assert.That(writer.BytesWritten, Is.Zero);
            return (fault.Code, fault.Rule, fault.Offset);
        }
    }

    [Test]
    public async Task Without_verification_frames_are_bytes_but_grains_are_still_checked()
    {
        GrainStreamOptions options = new() { SkipVerification = true };
        byte[] stream = Frames.Of([7], [8]);
        await using GrainStreamReader reader = new(new MemoryStream(stream), options);
        Assert.That((await reader.ReadFrameAsync(), reader.Frame.ToArray()), Is.EqualTo((true, new byte[] { 7 })));
        Assert.That((await Frames.FaultOf(reader.ReadAsync().AsTask())).Code, Is.EqualTo(OmsErrorCode.TooShort));
    }

    [Test]
    public async Task Grains_are_read_as_the_options_say()
    {
        byte[] old = Vectors.Rows("compatible").Select(static row => Vectors.Hex(row, "blob_hex")).First(static blob => !GrainView.TryParse(blob, out _, out _));
        Assert.That((await Read(default, Frames.Of(old))).Fault.IsFault, Is.True);
        GrainStreamOptions options = new() { Grains = new() { Mode = ReadingMode.Compatible } };
        Assert.That((await Read(options, Frames.Of(old))).Grains, Is.EqualTo(new[] { old }));
        GrainBlob blob = await GrainStream.ReadAllAsync(new MemoryStream(Frames.Of(old)), options).SingleAsync();
        Assert.That((blob.IsCanonical, blob.Address), Is.EqualTo((false, ContentAddress.Compute(old))));
    }

    [Test]
    public void The_framing_is_not_a_file()
    {
        Assert.That(
            () => MgFileReader.Open(Frames.Of(s_one, s_two)),
            Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Corrupt), "OMS-11.6-3");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_stream_is_closed_unless_it_was_to_be_left_open(bool leaveOpen)
    {
        using MemoryStream stream = new(Frames.Of(s_one));
        GrainStreamReader reader = new(stream, leaveOpen: leaveOpen);
        await reader.ReadFrameAsync();
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.That((stream.CanRead, reader.Frame.Length), Is.EqualTo((leaveOpen, 0)));
        Assert.That(() => reader.ReadFrameAsync(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => new GrainStreamReader((Stream)null!), Throws.ArgumentNullException);
        Assert.That(() => new GrainStreamReader((PipeReader)null!), Throws.ArgumentNullException);
    }

    private static Task<FramesRead> Read(GrainStreamOptions options, byte[] stream) => Frames.Read(new GrainStreamReader(new MemoryStream(stream), options));
}
