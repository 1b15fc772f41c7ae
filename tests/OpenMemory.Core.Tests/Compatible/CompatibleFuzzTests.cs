namespace OpenMemory.Tests;

/// <summary>
/// Mutated blobs of older versions and of peers, read in the Compatible mode: nothing but a fault comes out, and what is
/// accepted keeps its bytes and its address, can be read in every property, and becomes JSON.
/// </summary>
[TestFixture]
public sealed class CompatibleFuzzTests
{
    private static readonly byte[][] s_marked =
    [
        .. Vectors.Rows("compatible").Select(static row => Vectors.Hex(row, "blob_hex")),
        PeerBlob.Of(5, 0x20, ("t", "tool_call"), ("ca", 1L), ("tn", "x"), ("args", new PeerMap(("x", null))), ("res", "2"), ("ok", true), ("aknd", "definition"), ("input", 1)),
        PeerBlob.Of(1, 0, ("t", "belief"), ("ca", 1L), ("s", "s"), ("r", "owned_by"), ("o", "o"), ("c", 1.0f), ("df", FieldGen.Address), ("run_id", "r"), ("rid", "s"),
            ("rt", new object?[] { new PeerMap(("target", "a"), ("type", "supports"), ("h", null)) }), ("tags", new[] { "profile:integration" }),
            ("ctx", new PeerMap(("ict2", "x"), ("ievs", 1), ("im", "GET"), ("ihm", "PUT"), ("int:http_method", "X")))),
        PeerBlob.Of(4, 0, ("t", "workflow"), ("ca", 1L), ("steps", new[] { "a", "a", "a#2" }), ("trigger", "x")),
        PeerBlob.Of(13, 0, ("t", "trigger"), ("ca", 1L), ("aknd", "polling"), ("twf", "w"), ("scope", "x"), ("ddk", "/id"), ("tcfg", new PeerMap(("iaoh", "x"), ("int:allowed_outbound_hosts", "y")))),
        PeerBlob.Of(9, 0, ("t", "consensus"), ("ca", 1L), ("thr", 0.67), ("agrc", 2), ("disc", 1), ("dgrains", new[] { "a" }), ("acnt", new PeerMap())),
    ];

    // Blobs that the Canonical mode reads or refuses, and one in two that it would mark.
    private static readonly byte[][] s_corpus =
    [
        .. Vectors.Rows("invalid").Where(static row => row.GetProperty("kind").GetString() == "blob" && row.TryGetProperty("hex", out _)).Select(static row => Vectors.Hex(row, "hex")).Where(static blob => blob.Length is > 20 and < 600),
        .. Vectors.Blobs.Select(static blob => blob.Bytes).Where(static blob => blob.Length < 1000),
        .. Vectors.Rows("cbor").Where(static row => row.TryGetProperty("blob_hex", out _)).Select(static row => Vectors.Hex(row, "blob_hex")).Where(static blob => blob.Length < 600),
        .. Enumerable.Repeat(s_marked, 60).SelectMany(static blobs => blobs),
    ];

    private int _accepted, _marked;

    [TestCase(1, 60_000)]
    [TestCase(2, 60_000)]
    public void Mutants_are_refused_or_kept_byte_for_byte(int seed, int count)
    {
        _accepted = _marked = 0;
        Fuzz.Run(seed, count, s_corpus, ["\uFEFF", "e\u0301", "tags", "type"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 10));
        Assert.That(_marked, Is.GreaterThan(count / 20), "most of what is accepted is not canonical");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["\uFEFF", "e\u0301", "tags", "type"], Check);

    private void Check(byte[] blob)
    {
        GrainReadOptions options = new() { Mode = ReadingMode.Compatible, InsideEnvelope = blob.Length > 1 && (blob[1] & 1) != 0 };
        bool isRead = GrainView.TryParse(blob, out GrainView view, out OmsFault fault, options);
        Assert.That(fault.IsFault, Is.EqualTo(!isRead));
        if (!isRead)
        {
            Assert.That(fault.Rule, Does.Match(@"^(OMS-[0-9.]+-[0-9]+|OMS-L-[0-9]+|R-[0-9]+)$"));
            Assert.That(fault.Offset, Is.InRange(0, blob.Length));
            bool isCanonical = GrainView.TryParse(blob, out _, out _, options with { Mode = ReadingMode.Canonical });
            Assert.That(isCanonical, Is.False, "the Compatible mode refuses nothing that the Canonical one reads");
            return;
        }
        _accepted++;
        GrainProbe.Walk(view.GetEnumerator());
        if (view.IsSealed) return;
        ReceivedGrain received = ReceivedGrain.Read(blob, options);
        if (received.DeviationCount > 0) _marked++;
        foreach (Deviation deviation in received.Deviations) Assert.That(deviation.Fault.Offset, Is.InRange(1, blob.Length - 1), deviation.ToString());
        Assert.That(received.Deviations, Has.Count.EqualTo(Math.Min(received.DeviationCount, 1000)));
        Assert.That(received.Blob.Span.SequenceEqual(blob), Is.True);
        Assert.That(received.Grain.ToBlob().Address, Is.EqualTo(ContentAddress.Compute(blob)));
        GrainProbe.ReadAll(received.Grain);
        Assert.That(received.Grain.Extra.Count, Is.LessThanOrEqualTo(view.Count));
        GrainJson.ParseMap(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(received.Grain)));
        CheckAgainstCanonical(blob, options, received);
        CheckCopy(received.Grain);
    }

    /// <summary>What both modes read, both read alike, but for what the Compatible mode lists.</summary>
    private static void CheckAgainstCanonical(byte[] blob, GrainReadOptions options, ReceivedGrain received)
    {
        bool isCanonical = GrainView.TryParse(blob, out GrainView view, out _, options with { Mode = ReadingMode.Canonical });
        Assert.That(isCanonical || received.DeviationCount > 0, Is.True);
        if (received.DeviationCount > 0) return;
        OmsMap fields = new(view.ToGrain().ToFields());
        if (received.Grain.TypeName is { } name) fields = new(fields) { ["type"] = name };
        Assert.That(received.Grain.ToFields(), Is.EqualTo(fields));
    }

    /// <summary>A changed copy is refused, or written as every canonical reader wants it.</summary>
    private static void CheckCopy(Grain grain)
    {
        if (!grain.Type.HasSchema() && !grain.Type.IsApplicationType()) return;
        GrainBlob copy;
        try
        {
            copy = (grain with { IsSigned = false, Encoding = PayloadEncoding.MessagePack }).ToBlob();
        }
        catch (OmsException)
        {
            return;
        }
        Assert.That(GrainView.TryParse(copy.Span, out _, out OmsFault fault), Is.True, fault.ToString());
    }
}
