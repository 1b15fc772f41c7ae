namespace OpenMemory.Tests;

/// <summary>Mutated blobs: nothing but a fault comes out, and what is accepted is canonical (OMS-4.5-3).</summary>
[TestFixture]
public sealed class BlobFuzzTests
{
    private static readonly byte[][] s_corpus = [.. Vectors.Blobs.Select(static blob => blob.Bytes).Where(static blob => blob.Length < 1500)];
    private int _accepted, _checked;

    [TestCase(1, 120_000)]
    public void Mutants_are_refused_or_come_back_byte_for_byte(int seed, int count)
    {
        _accepted = _checked = 0;
        Fuzz.Run(seed, count, s_corpus, ["\uFEFF", "e\u0301"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the parser's first checks");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["\uFEFF", "e\u0301"], Check);

    private void Check(byte[] blob)
    {
        bool isSigned = blob.Length > 1 && (blob[1] & 1) != 0;
        GrainReadOptions strict = new() { InsideEnvelope = isSigned };
        bool accepted = GrainView.TryParse(blob, out GrainView view, out OmsFault fault, strict);
        Assert.That(fault.IsFault, Is.EqualTo(!accepted));
        if (accepted) CheckAccepted(blob, view, strict);
        else CheckFault(blob, fault);
        if (_checked++ % 16 == 0) Agree(blob, strict, accepted, fault); // throwing is slow

        if (accepted) return;
        GrainReadOptions lenient = strict with { SkipSchema = true };
        if (GrainView.TryParse(blob, out GrainView loose, out _, lenient)) CheckAccepted(blob, loose, lenient);
    }

    private void CheckAccepted(byte[] blob, GrainView view, GrainReadOptions options)
    {
        _accepted++;
        Assert.That(view.ComputeAddress(), Is.EqualTo(ContentAddress.Compute(blob)));
        GrainProbe.Walk(view.GetEnumerator());
        if (view.IsSealed) return; // opaque by design (R-9)
        Grain grain = Grain.Read(blob, options);
        GrainProbe.ReadAll(grain);
        if (!view.TryGet("t"u8, out FieldValue type) || type.Kind != OmsValueKind.Text) return; // see SkipSchemaTests
        Assert.That(Convert.ToHexStringLower(grain.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(blob)));
    }

    private static void CheckFault(byte[] blob, OmsFault fault)
    {
        Assert.That(fault.Code, Is.Not.EqualTo(OmsErrorCode.None));
        Assert.That(fault.Rule, Does.Match(@"^(OMS-[0-9.]+-[0-9]+|OMS-L-[0-9]+|R-[0-9]+)$"));
        Assert.That(fault.Message, Is.Not.Empty);
        Assert.That(fault.Offset, Is.InRange(0, blob.Length), fault.ToString());
    }

    private static void Agree(byte[] blob, GrainReadOptions options, bool accepted, OmsFault fault)
    {
        try
        {
            GrainView.Parse(blob, options);
            Assert.That(accepted, Is.True);
        }
        catch (OmsException exception)
        {
            Assert.That(accepted, Is.False);
            Assert.That(exception.Fault, Is.EqualTo(fault));
        }
    }
}
