using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Mutated CBOR blobs: nothing but a fault comes out, and what is accepted is canonical (OMS-4.5-3, OMS-16.2-2, R-26).</summary>
[TestFixture]
public sealed class CborFuzzTests
{
    private static readonly byte[][] s_corpus = [.. CborVectors.Blobs.Select(static blob => blob.Bytes).Where(static blob => blob.Length < 1500)];
    private int _accepted, _tolerated;

    [TestCase(3, 60_000)]
    public void Mutants_are_refused_or_come_back_byte_for_byte(int seed, int count)
    {
        _accepted = _tolerated = 0;
        Fuzz.Run(seed, count, s_corpus, ["\uFEFF", "e\u0301"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the parser's first checks");
        Assert.That(_tolerated, Is.GreaterThan(count / 500), "the Compatible mode accepts more");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["\uFEFF", "e\u0301"], Check);

    private void Check(byte[] bytes)
    {
        FuzzCase mutant = new(bytes, "a mutant", Expectation.Open, new() { InsideEnvelope = bytes.Length > 1 && (bytes[1] & 1) != 0 });
        bool isCanonical = BlobInvariants.Check(mutant) == OmsErrorCode.None;
        bool isRead = CompatibleInvariants.Check(mutant) == OmsErrorCode.None;
        if (isCanonical) _accepted++;
        else if (isRead) _tolerated++;
    }
}
