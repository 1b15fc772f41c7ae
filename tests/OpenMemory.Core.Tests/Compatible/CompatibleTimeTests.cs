using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>The Compatible mode takes linear time and lists a bounded number of deviations, whatever a blob of 16 MiB holds.</summary>
[TestFixture]
public sealed class CompatibleTimeTests
{
    private const int Size = (16 << 20) - 128;
    private static readonly GrainReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    [TestCase("nils in maps", 3_000_000)]
    [TestCase("long integers", 8_000_000)]
    [TestCase("float32", 3_000_000)]
    [TestCase("text with U+FEFF", 2_000_000)]
    [TestCase("text that is not normalized", 3_000_000)]
    [TestCase("keys in the worst order", 1_500_000)]
    [TestCase("keys that begin alike", 900_000)]
    [TestCase("older keys in links", 1_000_000)]
    [TestCase("two names in links", 700_000)]
    [TestCase("content without modality", 2_000_000)]
    public void A_blob_of_16_MiB_is_read_in_seconds(string shape, int least)
    {
        byte[] blob = shape switch
        {
            "nils in maps" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 4, [0x81, 0xa1, (byte)'k', 0xc0])),
            "long integers" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 2, [0xcc, 1])),
            "float32" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 5, [0xca, 0x3f, 0, 0, 0])),
            "text with U+FEFF" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 6, [0xa5, (byte)'a', .. "\uFEFF"u8, (byte)'b'])),
            "text that is not normalized" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 4, PeerBlob.Value("e\u0301"))),
            "keys in the worst order" => RawBlob.WithValue(Keys(Size / 10, prefix: 0)),
            "keys that begin alike" => RawBlob.WithValue(Keys(Size / 18, prefix: 8)),
            "older keys in links" => Links(new("target", "x"), 0),
            "two names in links" => Links(new("h", "y"), "hash"),
            _ => Field("cr", RawBlob.Many(0xdd, Size / 7, PeerBlob.Value(new PeerMap(("x", "abc"))))),
        };
        Stopwatch watch = Stopwatch.StartNew();
        bool isRead = GrainView.TryParse(blob, out GrainView view, out OmsFault fault, s_compatible);
        TimeSpan elapsed = watch.Elapsed;
        Assert.That(isRead, Is.True, fault.ToString());
        Assert.That(view.IsCanonical, Is.False);
        Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
        Assert.That(Deviations(blob), Is.GreaterThanOrEqualTo(least));
    }

    [TestCase(1, Description = "one key, again and again, never beside itself")]
    [TestCase(12, Description = "a long one")]
    public void Millions_of_equal_keys_are_refused_in_seconds(int length)
    {
        byte[] pair = [.. PeerBlob.Value(new string('b', length)), 0, .. PeerBlob.Value(new string('a', length)), 0];
        byte[] blob = RawBlob.WithValue(RawBlob.Many(0xdf, Size / pair.Length, pair));
        RawBlob.Head(0xdf, (uint)(2 * (Size / pair.Length)), 4).CopyTo(blob, RawBlob.ValueOffset);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.1-2")));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(40L * Size), "memory is linear too");
    }

    [TestCase("a")]
    [TestCase("")]
    public void Many_equal_steps_become_a_graph_in_seconds(string step) // legacy §4
    {
        string[] steps = Enumerable.Repeat(step, 60_000).ToArray();
        byte[] blob = PeerBlob.Of(4, 0, ("t", "workflow"), ("ca", 1L), ("steps", steps));
        Stopwatch watch = Stopwatch.StartNew();
        Workflow flow = (Workflow)ReceivedGrain.Read(blob).Grain;
        Assert.That(flow.Nodes!.Distinct().Count(), Is.EqualTo(60_000));
        Assert.That(flow.Nodes![^1], Is.EqualTo(step + "#60000"));
        Assert.That(flow.Edges, Has.Count.EqualTo(59_999));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void Steps_beyond_all_sense_get_no_graph_but_are_kept()
    {
        byte[] blob = [.. Convert.FromHexString("010004000000000000" + "83" + RawBlob.CreatedAt), .. PeerBlob.Value("steps"), .. RawBlob.Many(0xdd, 2_000_000, [0xa0]), .. PeerBlob.Value("t"), .. PeerBlob.Value("workflow")];
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That(received.Grain.GetValue("nodes").IsNull, Is.True);
        Assert.That(received.Grain.GetValue("steps").AsArray(), Has.Count.EqualTo(2_000_000));
        Assert.That(received.Grain.ToBlob().Address, Is.EqualTo(ContentAddress.Compute(blob)));
    }

    [Test]
    public void The_list_is_bounded_and_the_count_is_not()
    {
        byte[] blob = RawBlob.WithValue(RawBlob.Many(0xdd, 5000, [0xcc, 1]));
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That((received.Deviations.Count, received.DeviationCount), Is.EqualTo((1000, 5001)), "the array's own header is one");
        Assert.That(received.Deviations[^1].Fault.Offset, Is.EqualTo(RawBlob.ValueOffset + 5 + (2 * 998)));
    }

    private static int Deviations(byte[] blob)
    {
        Tolerance tolerance = new();
        Assert.That(GrainView.TryParse(blob, out _, out _, s_compatible, tolerance), Is.True);
        Assert.That(tolerance.Listed, Has.Count.LessThanOrEqualTo(1000));
        return tolerance.Count;
    }

    private static byte[] Field(string key, byte[] value) => [.. RawBlob.Of("83", RawBlob.CreatedAt), .. PeerBlob.Value(key), .. value, .. Convert.FromHexString(RawBlob.TypeOf)];

    private static byte[] Links((string Key, object Value) first, object second) =>
        Field("rt", RawBlob.Many(0xdd, Size / 16, second is string name
            ? PeerBlob.Value(new PeerMap((first.Key, first.Value), (name, "x")))
            : PeerBlob.Value(new PeerMap((first.Key, first.Value)))));

    private static byte[] Keys(int count, int prefix)
    {
        byte[] bytes = RawBlob.Many(0xdf, count, [(byte)(0xa0 | (prefix + 8)), .. Enumerable.Repeat((byte)'p', prefix), .. "00000000"u8, 1]);
        for (int i = 0; i < count; i++) (count - i).TryFormat(bytes.AsSpan(6 + prefix + ((10 + prefix) * i), 8), out _, "d8");
        return bytes;
    }
}
