using OpenMemory.Fuzzing;

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
        GrainReadOptions options = new() { InsideEnvelope = blob.Length > 1 && (blob[1] & 1) != 0 };
        if (CompatibleInvariants.Check(new(blob, "a mutant", Expectation.Open, options)) != OmsErrorCode.None) return;
        _accepted++;
        if (!GrainView.TryParse(blob, out _, out _, options)) _marked++;
    }
}
