using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Grains from a grammar, as they are and changed, whose outcome is known beforehand (OMS-4.9-1, OMS-19-2). More with tests/OpenMemory.Fuzz.</summary>
[TestFixture]
public sealed class StructureFuzzTests
{
    [TestCase(4, 60_000)]
    public void Grains_of_the_grammar_are_accepted_and_broken_ones_refused(int seed, int count)
    {
        FuzzTally tally = Run(new StructureCases(), seed, count);
        Assert.That(tally.Accepted, Is.InRange(count / 4, count / 2));
        OmsErrorCode[] expected =
        [
            OmsErrorCode.TooShort, OmsErrorCode.Version, OmsErrorCode.Corrupt, OmsErrorCode.NotMap, OmsErrorCode.NoType, OmsErrorCode.UnknownType,
            OmsErrorCode.Schema, OmsErrorCode.Range, OmsErrorCode.Empty, OmsErrorCode.FloatInvalid, OmsErrorCode.SignedMismatch,
            OmsErrorCode.SensitivityMismatch, OmsErrorCode.NotSupported,
        ];
        Assert.That(expected.Where(code => tally[code] < count / 1000), Is.Empty, "every check of a reader is reached often");
    }

    [TestCase(5, 20_000)]
    public void Files_around_them_are_sound_or_refused(int seed, int count) // OMS-11.4-3, OMS-11.5-1
    {
        FuzzTally tally = Run(new FileCases(), seed, count);
        Assert.That(tally.Accepted, Is.GreaterThan(count / 20));
        Assert.That(tally[OmsErrorCode.Integrity], Is.GreaterThan(count / 50));
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Grains_without_end() => Run(new StructureCases(), Environment.TickCount, long.MaxValue / 2);

    private static FuzzTally Run(IFuzzKind kind, long seed, long count)
    {
        FuzzRunner runner = new(kind, seed, workers: 1);
        Finding? finding = runner.Run(0, count);
        Assert.That(finding, Is.Null, () => $"{finding}");
        Assert.That(runner.Tally.Cases, Is.EqualTo(count));
        return runner.Tally;
    }
}
