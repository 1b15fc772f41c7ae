using System.Diagnostics;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Time is linear in the input: shapes that would hurt a careless parser, at the largest size that is read.</summary>
[TestFixture]
public sealed class LinearTimeTests
{
    private const int Size = (16 << 20) - 64;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    [TestCase("small texts")]
    [TestCase("small texts that need a look")]
    [TestCase("many keys")]
    [TestCase("many nested arrays")]
    [TestCase("many tags")]
    [TestCase("many cross-links")]
    public void A_blob_of_16_MiB_is_parsed_in_two_seconds(string shape)
    {
        byte[] blob = shape switch
        {
            "small texts" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 8, Text("abcdefg"))),
            "small texts that need a look" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 8, Text("\u05D0\u05D1\u05D2a"))),
            "many keys" => RawBlob.WithValue(Keys(Size / 10)),
            "many nested arrays" => RawBlob.WithValue(RawBlob.Many(0xdd, Size / 30, RawBlob.Nested(29, maps: false))),
            "many tags" => [.. RawBlob.Of("83", RawBlob.CreatedAt, RawBlob.TypeOf, "a474616773"), .. RawBlob.Many(0xdd, Size / 8, Text("abcdefg"))],
            _ => [.. RawBlob.Of("83", RawBlob.CreatedAt, "a27274"), .. RawBlob.Many(0xdd, Size / 7, [0x81, 0xa4, .. "hash"u8, 1])[..^0], .. Convert.FromHexString(RawBlob.TypeOf)],
        };
        Stopwatch watch = Stopwatch.StartNew();
        bool accepted = GrainView.TryParse(blob, out GrainView view, out OmsFault fault);
        TimeSpan elapsed = watch.Elapsed;
        bool isLongName = shape == "many cross-links"; // refused, but only when all of it has been looked at
        Assert.That(accepted, Is.EqualTo(!isLongName), fault.ToString());
        Assert.That(view.Count, Is.EqualTo(isLongName ? 0 : 3));
        Assert.That(elapsed, Is.LessThan(s_limit));
    }

    [Test]
    public void A_grain_of_300_000_fields_is_written_and_read_in_seconds()
    {
        // Keys that agree in their first eight bytes and come in the worst order.
        OmsMap extra = new(Enumerable.Range(0, 300_000).Select(static i => KeyValuePair.Create($"a common beginning {300_000 - i:d7}", (OmsValue)i)));
        Stopwatch watch = Stopwatch.StartNew();
        GrainBlob blob = new Reasoning { CreatedAt = 1, Extra = extra }.ToBlob();
        Assert.That(Grain.Read(blob.Span).ToBlob(), Is.EqualTo(blob));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void Texts_made_for_patterns_take_linear_time() // where a pattern could try the same characters in two ways
    {
        const int count = 1 << 20;
        string fraction = "2026-03-01T00:00:00." + new string('0', count), names = string.Join(' ', Enumerable.Repeat("A-b'c", count / 6));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(EpochMilliseconds.TryParseIso8601(fraction, out _), Is.False);
        Assert.That(EpochMilliseconds.TryParseIso8601(fraction + "Z", out EpochMilliseconds time), Is.True);
        Assert.That(time, Is.EqualTo((EpochMilliseconds)1772323200000));
        Assert.That(DirectIdentifier.Looks(names + "1"), Is.False);
        Assert.That(DirectIdentifier.Looks(names), Is.True);
        Assert.That(DirectIdentifier.Looks("+1" + new string('-', count) + "x"), Is.False);
        Assert.That(watch.Elapsed, Is.LessThan(s_limit));
    }

    [Test]
    public void A_Workflow_of_many_nodes_and_edges_is_checked_in_seconds()
    {
        const int count = 60_000;
        string[] nodes = [.. Enumerable.Range(0, count).Select(static i => $"n{i}")];
        Workflow flow = new()
        {
            CreatedAt = 1, Nodes = nodes,
            Edges = [.. Enumerable.Range(0, count - 1).Select(i => new WorkflowEdge { Src = nodes[i], Dst = nodes[i + 1] })],
        };
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(flow.ToBlob().Length, Is.GreaterThan(count));
        Assert.That(watch.Elapsed, Is.LessThan(s_limit));
    }

    [Test]
    public void A_composite_Trigger_of_many_members_is_checked_in_seconds() // OMS-8.13-3
    {
        const int count = 20_000;
        OmsMap members = new(Enumerable.Range(0, count).Select(static i => KeyValuePair.Create($"m{i:d6}", (OmsValue)"address")));
        OmsValue[] comparisons = [.. Enumerable.Range(0, count).Select(static i => (OmsValue)new OmsMap { ["field"] = $"m{i:d6}" })];
        Trigger trigger = new() { CreatedAt = 1, Kind = "composite", Workflow = "w", Members = members, Predicate = new() { ["all"] = comparisons } };
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(trigger.ToBlob().Length, Is.GreaterThan(count));
        Assert.That(watch.Elapsed, Is.LessThan(s_limit), "half a megabyte from a stranger's JSON must not take so long");
    }

    [TestCase("\"abcdefg\",")]
    [TestCase("[[[[[[[[1]]]]]]]],")]
    [TestCase("{\"a\":1.5e3},")]
    [TestCase("{\"$bytes\":\"AAAA\"},")]
    public void JSON_of_8_MiB_is_parsed_in_seconds(string element)
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"x\":[" + string.Concat(Enumerable.Repeat(element, (8 << 20) / element.Length)) + "1]}");
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(GrainJson.ParseMap(json)["x"].AsArray(), Has.Count.GreaterThan(1000));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    private static byte[] Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)(0xa0 | utf8.Length), .. utf8];
    }

    private static byte[] Keys(int count)
    {
        byte[] bytes = RawBlob.Many(0xdf, count, [0xa8, .. "00000000"u8, 1]);
        for (int i = 0; i < count; i++) i.TryFormat(bytes.AsSpan(6 + (10 * i), 8), out _, "d8");
        return bytes;
    }
}
