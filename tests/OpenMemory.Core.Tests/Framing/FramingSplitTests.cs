using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>However a stream is cut into pieces, it reads the same; and a stream that is cut off is never complete .</summary>
[TestFixture]
public sealed class FramingSplitTests
{
    private static readonly GrainBlob[] s_grains = [Samples.Grain(1), Samples.Large(2, 300), Samples.Grain(3)];
    private static readonly byte[] s_stream = Frames.Of(s_grains);

    [Test]
    public async Task Every_split_in_two_reads_the_same()
    {
        for (int cut = 0; cut <= s_stream.Length; cut++) await Check(s_stream, s_grains, [cut]);
    }

    [Test]
    public Task Single_bytes_read_the_same() => Check(s_stream, s_grains, [.. Enumerable.Range(1, s_stream.Length - 1)]);

    [Test]
    public void A_large_grain_in_single_bytes_takes_time_by_its_length() =>
        Watched.Run(TimeSpan.FromSeconds(30), () => Check(Frames.Of(Samples.Large(1, 1 << 20)), [Samples.Large(1, 1 << 20)], [.. Enumerable.Range(1, 1 << 20)], Frames.ThroughPipe).GetAwaiter().GetResult());

    [Test]
    public void Streams_of_any_grains_in_any_pieces_read_the_same()
    {
        Gen<(int[] Sizes, int[] Cuts)> values =
            from sizes in Gen.Choose(0, 400).ArrayOf().Resize(12)
            from cuts in Gen.Choose(1, 1500).ArrayOf().Resize(30)
            select (sizes, cuts);
        int several = 0;
        Law.Holds(values, 400, value =>
        {
            GrainBlob[] grains = [.. value.Sizes.Select(static (size, i) => Samples.Large(i, size))];
            if (grains.Length > 1 && value.Cuts.Length > 1) several++;
            Check(Frames.Of(grains), grains, [.. value.Cuts.Distinct()]).GetAwaiter().GetResult();
        });
        Assert.That(several, Is.GreaterThan(100));
    }

    [Test]
    public async Task Every_truncation_is_refused_where_it_ends_and_keeps_what_came_before()
    {
        for (int length = 0; length < s_stream.Length; length++)
        {
            int whole = 0;
            for (int end = 0; whole < s_grains.Length && end + 4 + s_grains[whole].Length <= length; whole++) end += 4 + s_grains[whole].Length;
            foreach (Func<byte[], int[], Task<FramesRead>> road in Frames.Roads)
            {
                FramesRead read = await road(s_stream[..length], [length / 2]);
                Assert.That((read.Fault.Code, read.Fault.Rule, read.Fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-11.6-2", (long)length)));
                Assert.That(read.Grains, Is.EqualTo(s_grains.Take(whole).Select(static grain => grain.Span.ToArray())));
            }
        }
    }

    private static async Task Check(byte[] stream, GrainBlob[] grains, int[] cuts, params Func<byte[], int[], Task<FramesRead>>[] roads)
    {
        foreach (Func<byte[], int[], Task<FramesRead>> road in roads.Length > 0 ? roads : Frames.Roads)
        {
            FramesRead read = await road(stream, cuts);
            Assert.That(read.Fault, Is.EqualTo(default(OmsFault)));
            Assert.That(read.Grains, Is.EqualTo(grains.Select(static grain => grain.Span.ToArray())));
            Assert.That(read.Consumed, Is.EqualTo(stream.Length));
        }
    }
}
