using System.Text;

namespace OpenMemory.Tests;

/// <summary>Depth is bounded before each descent, so that no input overflows the stack (OMS-4.10-1, OMS-4.10-2).</summary>
[TestFixture]
public sealed class DepthTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [TestCase(false)]
    [TestCase(true)]
    public void A_million_levels_are_refused(bool maps)
    {
        byte[] blob = RawBlob.WithValue(RawBlob.Nested(1_000_000, maps));
        Watched.Run(s_limit, () =>
        {
            foreach (CodecLimits limits in (CodecLimits[])[default, CodecLimits.Trusted, new(int.MaxValue, int.MaxValue)])
            {
                Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, new() { Limits = limits }), Is.False);
                Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2")));
            }
            byte[] notMap = [.. RawBlob.Of(), .. RawBlob.Nested(1_000_000, maps: false)];
            Assert.That(GrainView.TryParse(notMap, out _, out OmsFault deep), Is.False);
            Assert.That(deep.Rule, Is.EqualTo("OMS-4.10-2"));
        });
    }

    [TestCase("[")]
    [TestCase("{\"k\":")]
    public void A_million_levels_of_JSON_are_refused(string level)
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"type\":\"reasoning\",\"x\":" + string.Concat(Enumerable.Repeat(level, 1_000_000)));
        Watched.Run(s_limit, () =>
        {
            OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.ParseMap(json));
            Assert.That((fault!.Code, fault.Fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2")));
            Assert.That(fault.Fault.Field, Has.Length.LessThan(2000), "the path is not the input");
        });
    }

    [Test]
    public void An_author_s_value_of_a_million_levels_is_refused()
    {
        OmsValue value = 1;
        for (int i = 0; i < 1_000_000; i++) value = OmsValue.FromArray(value);
        Reasoning grain = new() { CreatedAt = 1, Extra = new() { ["x"] = value } };
        Watched.Run(s_limit, () =>
        {
            OmsException? fault = Assert.Throws<OmsException>(() => grain.ToBlob(CodecLimits.Trusted));
            Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2", "x")));
        });
    }

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(32)]
    [TestCase(256)]
    public void The_deepest_legal_grain_goes_every_road(int depth)
    {
        CodecLimits limits = new(1 << 20, depth);
        foreach (bool maps in (bool[])[false, true])
        {
            byte[] blob = RawBlob.WithValue(RawBlob.Nested(depth - 1, maps));
            byte[] deeper = RawBlob.WithValue(RawBlob.Nested(depth, maps));
            Watched.Run(s_limit, () =>
            {
                GrainReadOptions options = new() { Limits = limits };
                Assert.That(GrainView.TryParse(deeper, out _, out OmsFault fault, options), Is.False);
                Assert.That(fault.Rule, Is.EqualTo("OMS-4.10-2"));
                Grain grain = Grain.Read(blob, options);
                Assert.That(grain.ToBlob(limits).Span.SequenceEqual(blob), Is.True);
                Grain copy = Grain.FromFields(grain.ToFields());
                Assert.That(copy.ToBlob(limits).Span.SequenceEqual(blob), Is.True);
                Assert.That(copy, Is.EqualTo(Grain.FromFields(grain.ToFields())));
                Assert.That(Assert.Throws<OmsException>(() => copy.ToBlob(limits with { MaxDepth = depth - 1 }))!.Fault.Rule, Is.EqualTo("OMS-4.10-2"));
                Assert.That(GrainJson.Parse(GrainJson.ToJson(grain), restore: true).ToBlob(limits).Span.SequenceEqual(blob), Is.True);
            });
        }
    }

    [Test]
    public void The_deepest_grain_comes_back_through_JSON_in_every_notation()
    {
        // A byte string is an object in JSON, and a grain without a schema stands two objects deeper.
        OmsValue bytes = OmsValue.FromBytes([1]);
        for (int i = 0; i < 255; i++) bytes = OmsValue.FromArray(bytes);
        Reasoning known = new() { CreatedAt = 1, Extra = new() { ["x"] = bytes } };
        CustomGrain custom = new(0xf0) { Map = new() { ["t"] = "acme:thing", ["x"] = bytes } };
        foreach (Grain grain in (Grain[])[known, custom])
        {
            GrainBlob blob = grain.ToBlob(CodecLimits.Trusted);
            Assert.That(GrainJson.Parse(GrainJson.ToJson(grain)).ToBlob(CodecLimits.Trusted), Is.EqualTo(blob), grain.Type.ToString());
        }
    }
}
