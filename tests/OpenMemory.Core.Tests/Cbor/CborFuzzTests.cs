namespace OpenMemory.Tests;

/// <summary>Mutated CBOR blobs: nothing but a fault comes out, and what is accepted is canonical (OMS-4.5-3, OMS-16.2-2, R-26).</summary>
[TestFixture]
public sealed class CborFuzzTests
{
    private static readonly byte[][] s_corpus = [.. CborVectors.Blobs.Select(static blob => blob.Bytes).Where(static blob => blob.Length < 1500)];
    private int _accepted, _tolerated, _checked;

    [TestCase(3, 60_000)]
    public void Mutants_are_refused_or_come_back_byte_for_byte(int seed, int count)
    {
        _accepted = _tolerated = _checked = 0;
        Fuzz.Run(seed, count, s_corpus, ["\uFEFF", "e\u0301"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the parser's first checks");
        Assert.That(_tolerated, Is.GreaterThan(count / 500), "the Compatible mode accepts more");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["\uFEFF", "e\u0301"], Check);

    private void Check(byte[] bytes)
    {
        GrainReadOptions strict = new() { InsideEnvelope = bytes.Length > 1 && (bytes[1] & 1) != 0, SkipSchema = _checked++ % 2 == 0 };
        bool accepted = GrainView.TryParse(bytes, out GrainView view, out OmsFault fault, strict);
        Assert.That(fault.IsFault, Is.EqualTo(!accepted));
        if (accepted) CheckAccepted(bytes, view, strict);
        else
        {
            Assert.That(fault.Rule, Does.Match(@"^(OMS-[0-9.]+-[0-9]+|OMS-L-[0-9]+|R-[0-9]+)$"));
            Assert.That(fault.Offset, Is.InRange(0, bytes.Length), fault.ToString());
        }
        CheckCompatible(bytes, strict with { Mode = ReadingMode.Compatible }, accepted);
    }

    private void CheckAccepted(byte[] bytes, GrainView view, GrainReadOptions options)
    {
        _accepted++;
        GrainProbe.Walk(view.GetEnumerator());
        if (view.IsSealed) return; // opaque by design (R-9)
        Grain grain = view.ToGrain();
        GrainProbe.ReadAll(grain);
        if (!view.DeclaredType.IsEmpty)
            Assert.That(Convert.ToHexStringLower(grain.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(bytes)));
        if (options.InsideEnvelope) return;
        GrainBlob blob = GrainBlob.Parse(bytes, options);
        PayloadEncoding encoding = blob.View().Encoding, other = encoding ^ PayloadEncoding.Cbor;
        GrainBlob transcoded = blob.Transcode(other);
        Assert.That(GrainView.TryParse(transcoded.Span, out _, out OmsFault fault, options), Is.True, fault.ToString());
        Assert.That(transcoded.Transcode(encoding).Span.SequenceEqual(bytes), Is.True);
    }

    private void CheckCompatible(byte[] bytes, GrainReadOptions options, bool isCanonical)
    {
        bool accepted = GrainView.TryParse(bytes, out GrainView view, out OmsFault fault, options);
        Assert.That(accepted || !isCanonical, Is.True, "the Compatible mode accepts what the Canonical one does");
        Assert.That(fault.IsFault, Is.EqualTo(!accepted));
        if (!accepted || view.IsSealed) return;
        if (!isCanonical) _tolerated++;
        GrainProbe.Walk(view.GetEnumerator());
        ReceivedGrain received = ReceivedGrain.Read(bytes, options);
        GrainProbe.ReadAll(received.Grain);
        Assert.That(received.Grain.ToBlob().Span.SequenceEqual(bytes), Is.True, "the bytes stay");
    }
}
