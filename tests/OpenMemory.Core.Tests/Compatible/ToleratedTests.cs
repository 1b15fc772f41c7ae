using System.Text;

namespace OpenMemory.Tests;

/// <summary>R-26: every tolerated mark is a fault in the Canonical mode and a deviation in the Compatible one, at one place.</summary>
[TestFixture]
public sealed class ToleratedTests
{
    private const string Entry = "a178"; // the key x

    [TestCase("ca3f000000", "OMS-4.3-2", 28, Description = "float32")]
    [TestCase("cc01", "OMS-4.2-1", 28)]
    [TestCase("cd00ff", "OMS-4.2-1", 28)]
    [TestCase("ce0000ffff", "OMS-4.2-1", 28)]
    [TestCase("cf00000000ffffffff", "OMS-4.2-1", 28)]
    [TestCase("d001", "OMS-4.2-1", 28, Description = "a positive number in a signed form (R-16)")]
    [TestCase("d0ff", "OMS-4.2-1", 28)]
    [TestCase("d1ff80", "OMS-4.2-1", 28)]
    [TestCase("d2ffff8000", "OMS-4.2-1", 28)]
    [TestCase("d3ffffffff80000000", "OMS-4.2-1", 28)]
    [TestCase("d3000000000000000a", "OMS-4.2-1", 28)]
    [TestCase("d90161", "OMS-4.4-1", 28)]
    [TestCase("da000161", "OMS-4.4-1", 28)]
    [TestCase("db0000000161", "OMS-4.4-1", 28)]
    [TestCase("c5000161", "OMS-4.4-1", 28)]
    [TestCase("c60000000161", "OMS-4.4-1", 28)]
    [TestCase("dc000101", "OMS-4.4-1", 28)]
    [TestCase("dd0000000101", "OMS-4.4-1", 28)]
    [TestCase("de0001a16b01", "OMS-4.4-1", 28)]
    [TestCase("df00000001a16b01", "OMS-4.4-1", 28)]
    [TestCase("c0", "OMS-4.5-1", 28, Description = "nil entry")]
    [TestCase("81a16bc0", "OMS-4.5-1", 31)]
    [TestCase("9181a16bc0", "OMS-4.5-1", 32)]
    [TestCase("82a16201a16102", "OMS-4.1-1", 32, Description = "keys out of order")]
    [TestCase("82a26161" + "01" + "a16102", "OMS-4.1-1", 33)]
    [TestCase("81d9016b01", "OMS-4.4-1", 29, Description = "a long header of a key")]
    [TestCase("a365cc81", "OMS-4.4-1", 29, Description = "not normalized")]
    [TestCase("81a365cc8101", "OMS-4.4-1", 30)]
    [TestCase("a461efbbbf", "OMS-4.4-3", 30, Description = "interior U+FEFF")]
    public void A_mark_is_a_fault_or_a_deviation(string value, string rule, int offset)
    {
        foreach (string payload in (string[])[$"83{RawBlob.CreatedAt}{RawBlob.TypeOf}{Entry}{value}"])
        {
            byte[] blob = RawBlob.Of(payload);
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, rule, (long)offset)));

            ReceivedGrain received = ReceivedGrain.Read(blob);
            Deviation deviation = received.Deviations.Single();
            Assert.That(deviation, Is.EqualTo(new Deviation(DeviationKind.NonCanonical, fault)));
            Assert.That(deviation.Name, Is.EqualTo("non_canonical"));
            Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob));
            Assert.That(received.Blob.Address, Is.EqualTo(ContentAddress.Compute(blob)));
            Assert.That(() => received.Blob.Transcode(PayloadEncoding.Cbor), Throws.TypeOf<OmsException>());
        }
    }

    [TestCase("de0003" + RawBlob.CreatedAt + RawBlob.TypeOf + "a17801", 9)]
    [TestCase("df00000003" + RawBlob.CreatedAt + RawBlob.TypeOf + "a17801", 9)]
    [TestCase("83" + RawBlob.TypeOf + RawBlob.CreatedAt + "a17801", 22)]
    public void The_payload_map_itself_may_be_marked(string payload, int offset)
    {
        byte[] blob = RawBlob.Of(payload);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
        Assert.That(fault.Offset, Is.EqualTo(offset));
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That(received.Deviations.Single().Fault, Is.EqualTo(fault));
        Assert.That(received.Grain.CreatedAt, Is.EqualTo((EpochMilliseconds)1));
        Assert.That(received.Grain.GetValue("x"), Is.EqualTo((OmsValue)1));
    }

    /// <summary>CBOR: longer heads, longer floats and unsorted keys.</summary>
    [TestCase("1801", "OMS-16.2-2", 29)]
    [TestCase("1900ff", "OMS-16.2-2", 29)]
    [TestCase("3800", "OMS-16.2-2", 29)]
    [TestCase("780161", "OMS-16.2-2", 29)]
    [TestCase("580161", "OMS-16.2-2", 29)]
    [TestCase("980101", "OMS-16.2-2", 29)]
    [TestCase("b801616b01", "OMS-16.2-2", 29)]
    [TestCase("fa3f000000", "OMS-16.2-2", 29)]
    [TestCase("fb3fe0000000000000", "OMS-16.2-2", 29)]
    [TestCase("f6", "OMS-4.5-1", 29)]
    [TestCase("a2616201616102", "OMS-4.1-1", 33)]
    [TestCase("a262616101616202", "OMS-4.1-1", 34)]
    public void A_mark_in_CBOR_is_a_fault_or_a_deviation(string value, string rule, int offset)
    {
        byte[] blob = Cbor(value);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, rule, (long)offset)), fault.ToString());
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That(received.Deviations.Single(), Is.EqualTo(new Deviation(DeviationKind.NonCanonical, fault)));
        Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob));
        Assert.That(received.Grain.Encoding, Is.EqualTo(PayloadEncoding.Cbor));
    }

    [Test]
    public void Nil_is_absent_in_maps_and_stays_in_arrays() // R-26, OMS-4.5-1
    {
        byte[] blob = PeerBlob.Of(8, 0, ("t", "reasoning"), ("ca", 1L), ("ns", null), ("x", new PeerMap(("a", null), ("b", new object?[] { null, new PeerMap(("c", null)) }))));
        GrainView view = GrainView.Parse(blob, new() { Mode = ReadingMode.Compatible });
        Assert.That(view.TryGet(Field.Namespace, out _), Is.False);
        Assert.That(view.TryGet("ns"u8, out _), Is.False);
        List<string> keys = [];
        foreach (FieldEntry entry in view) keys.Add(Encoding.UTF8.GetString(entry.Key));
        Assert.That(keys, Is.EqualTo((string[])["ca", "t", "x"]));
        Assert.That(view.Count, Is.EqualTo(4), "as stored");

        Assert.That(view.TryGet("x"u8, out FieldValue value), Is.True);
        OmsMap expected = new() { ["b"] = OmsValue.FromArray(OmsValue.Null, OmsMap.Empty) };
        Assert.That(value.ToValue(), Is.EqualTo((OmsValue)expected));
        int entries = 0, elements = 0;
        foreach (FieldEntry entry in value)
        {
            entries++;
            foreach (FieldEntry element in entry.Value) elements++;
        }
        Assert.That((entries, elements), Is.EqualTo((1, 2)));
        Assert.That(GrainJson.ToJson(view.ToGrain()), Is.EqualTo("""{"type":"reasoning","created_at":1,"x":{"b":[null,{}]}}"""));
    }

    [Test]
    public void Nil_under_a_key_lets_an_alias_or_a_name_count()
    {
        byte[] blob = PeerBlob.Of(5, 0, ("t", "tool_call"), ("ca", 1L), ("tn", "t"), ("inp", null), ("args", new PeerMap(("x", 1))), ("cnt", null), ("content", 2), ("iserr", false));
        ReceivedGrain received = ReceivedGrain.Read(blob);
        Assert.That(received.Grain.GetValue("input").AsMap()["x"], Is.EqualTo((OmsValue)1));
        Assert.That(received.Grain.GetValue("content"), Is.EqualTo((OmsValue)2));
        Assert.That(received.Deviations.Select(static deviation => deviation.Kind), Has.None.EqualTo(DeviationKind.DuplicateNameAndKey));
        Assert.That(received.Deviations.Select(static deviation => deviation.Kind), Has.None.EqualTo(DeviationKind.SchemaInvalid));
    }

    [Test]
    public void Nil_in_a_map_of_texts_is_no_wrong_kind()
    {
        byte[] blob = PeerBlob.Of(4, 0, ("t", "workflow"), ("ca", 1L), ("nodes", new[] { "a" }), ("bind", new PeerMap(("a", null))));
        Assert.That(ReceivedGrain.Read(blob).Deviations.Select(static deviation => deviation.Name), Is.EqualTo((string[])["non_canonical"]));
    }

    [Test]
    public void Depth_is_256()
    {
        foreach ((int depth, bool isRead) in ((int, bool)[])[(32, true), (255, true), (256, false)])
        {
            byte[] blob = RawBlob.WithValue(RawBlob.Nested(depth, maps: depth % 2 == 0));
            GrainReadOptions compatible = new() { Mode = ReadingMode.Compatible };
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, compatible), Is.EqualTo(isRead));
            if (!isRead) Assert.That(fault.Rule, Is.EqualTo("OMS-4.10-2"));
            if (!isRead) continue;
            ReceivedGrain received = ReceivedGrain.Read(blob);
            Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob));
            Assert.That(GrainView.TryParse(blob, out _, out fault), Is.False, "the Canonical mode stops at 32");
            Assert.That(received.Deviations.Single().Fault, Is.EqualTo(fault));
            Assert.That(ReceivedGrain.Read(blob, new() { Limits = CodecLimits.Trusted }).DeviationCount, Is.Zero, "a limit that is asked for is none to report");
        }
    }

    /// <summary>A Reasoning grain in CBOR with one more entry, whose value stands at 29.</summary>
    internal static byte[] Cbor(string value) => Convert.FromHexString("012008000000000000" + "a3" + "617469726561736f6e696e67" + "62636101" + "626378" + value);
}
