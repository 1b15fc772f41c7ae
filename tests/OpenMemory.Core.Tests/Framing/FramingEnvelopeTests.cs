namespace OpenMemory.Tests;

/// <summary>A frame holds a blob, or the envelope of a signed one (OMS-11.6-1, R-56).</summary>
[TestFixture]
public sealed class FramingEnvelopeTests
{
    private static readonly GrainBlob[] s_grains =
        [.. Envelopes.OfVectors.Take(5).SelectMany(static (row, i) => new[] { GrainBlob.ParseDelivered(row.Envelope), Samples.Grain(i) }), Envelopes.Signed(1, 1, PayloadEncoding.Cbor)];

    private static readonly byte[] s_stream = Frames.Of(s_grains.Select(static grain => grain.Delivered.ToArray()));

    [Test]
    public async Task However_a_stream_is_cut_envelopes_come_out_whole()
    {
        for (int cut = 0; cut <= s_stream.Length; cut++) await Check([cut]);
        await Check([.. Enumerable.Range(1, s_stream.Length - 1)]);
    }

    [Test]
    public async Task Grains_are_written_as_they_are_delivered_and_read_with_their_envelopes()
    {
        foreach (bool skip in new[] { false, true })
        {
            using MemoryStream stream = new();
            await using (GrainStreamWriter writer = new(stream, new() { SkipVerification = skip }, leaveOpen: true))
            {
                for (int i = 0; i < s_grains.Length; i++)
                {
                    if (i % 3 == 0) await writer.WriteAsync(s_grains[i].Delivered.Span);
                    else await writer.WriteAsync(s_grains[i]);
                }
                await writer.CompleteAsync();
            }
            Assert.That(stream.ToArray(), Is.EqualTo(s_stream));
            stream.Position = 0;
            int index = 0;
            await foreach (GrainBlob grain in GrainStream.ReadAllAsync(stream, new() { SkipVerification = skip }))
            {
                Assert.That(grain, Is.EqualTo(s_grains[index]));
                Assert.That(grain.Delivered.Span.SequenceEqual(s_grains[index].Delivered.Span) && grain.Span.SequenceEqual(s_grains[index].Span), Is.True);
                index++;
            }
            Assert.That(index, Is.EqualTo(s_grains.Length));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_flag_that_does_not_fit_the_frame_is_refused_also_without_verification(bool skip) // OMS-9.2-1
    {
        GrainStreamOptions options = new() { SkipVerification = skip };
        byte[] wrapped = Envelopes.Around(Samples.Grain(1).Span), bare = Envelopes.Bare(1).Span.ToArray();
        foreach ((byte[] content, long offset) in new[] { (wrapped, Envelopes.PayloadOffset(wrapped) + 1L), (bare, 1L) })
        {
            GrainStreamWriter writer = new(new MemoryStream(), options);
            OmsFault written = await Frames.FaultOf(writer.WriteAsync(content).AsTask());
            Assert.That((written.Code, written.Rule, written.Offset), Is.EqualTo((OmsErrorCode.SignedMismatch, "OMS-9.2-1", offset)));
            Assert.That(writer.BytesWritten, Is.Zero);
            await using GrainStreamReader reader = new(new MemoryStream(Frames.Of(content)), options);
            Assert.That(await Frames.FaultOf(reader.ReadFrameAsync().AsTask()), Is.EqualTo(written.At(4)));
        }
        Assert.That((await Frames.FaultOf(new GrainStreamWriter(new MemoryStream(), options).WriteAsync(Envelopes.Bare(1)).AsTask())).Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public async Task An_envelope_that_is_not_sound_is_passed_on_only_without_verification()
    {
        byte[] broken = Envelopes.OfVectors[0].Envelope[..^1];
        await using GrainStreamReader reader = new(new MemoryStream(Frames.Of(broken)), new() { SkipVerification = true });
        Assert.That(await reader.ReadFrameAsync(), Is.True);
        await using GrainStreamReader strict = new(new MemoryStream(Frames.Of(broken)));
        Assert.That((await Frames.FaultOf(strict.ReadFrameAsync().AsTask())).Rule, Is.EqualTo("OMS-9.1-1"));
    }

    private static async Task Check(int[] cuts)
    {
        foreach (Func<byte[], int[], Task<FramesRead>> road in Frames.Roads)
        {
            FramesRead read = await road(s_stream, cuts);
            Assert.That(read.Fault, Is.EqualTo(default(OmsFault)));
            Assert.That(read.Grains, Is.EqualTo(s_grains.Select(static grain => grain.Span.ToArray())));
        }
    }
}
