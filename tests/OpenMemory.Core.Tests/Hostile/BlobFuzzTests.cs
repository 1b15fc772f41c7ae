using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Mutated blobs: nothing but a fault comes out, and what is accepted is canonical (OMS-4.5-3).</summary>
[TestFixture]
public sealed class BlobFuzzTests
{
    private static readonly byte[][] s_corpus = [.. Vectors.Blobs.Select(static blob => blob.Bytes).Where(static blob => blob.Length < 1500)];
    private int _accepted;

    [TestCase(1, 120_000)]
    public void Mutants_are_refused_or_come_back_byte_for_byte(int seed, int count)
    {
        _accepted = 0;
        Fuzz.Run(seed, count, s_corpus, ["\uFEFF", "e\u0301"], Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the parser's first checks");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, ["\uFEFF", "e\u0301"], Check);

    private void Check(byte[] blob)
    {
        GrainReadOptions options = new() { InsideEnvelope = blob.Length > 1 && (blob[1] & 1) != 0 };
        if (BlobInvariants.Check(new(blob, "a mutant", Expectation.Open, options)) == OmsErrorCode.None) _accepted++;
    }
}
