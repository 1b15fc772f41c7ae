using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Mutated streams: grains or a fault come out, nothing else, and never more than went in.</summary>
[TestFixture]
public sealed class FramingFuzzTests
{
    private static readonly byte[][] s_corpus =
    [
        .. Vectors.Rows("framing").Select(static row => Vectors.Hex(row, "stream_hex")).Where(static stream => stream.Length < 1500),
        .. Vectors.Rows("invalid").Where(static row => row.GetProperty("kind").GetString() == "stream").Select(static row => Vectors.Hex(row, "hex")),
    ];

    private int _complete, _grains;

    [TestCase(3, 40_000)]
    public void Mutants_give_grains_or_a_fault(int seed, int count)
    {
        _complete = _grains = 0;
        Fuzz.Run(seed, count, s_corpus, [], Check);
        Assert.That(_complete, Is.GreaterThan(count / 20), "some mutants are still complete streams");
        Assert.That(_complete, Is.LessThan(count / 2));
        Assert.That(_grains, Is.GreaterThan(count / 2));
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, [], Check);

    private void Check(byte[] bytes)
    {
        FramesRead whole = Wait(Frames.Read(new GrainStreamReader(PipeReader.Create(new(bytes)))));
        FramesRead pieces = Wait(Frames.ThroughPipe(bytes, bytes.Length / 3, bytes.Length / 2));
        Assert.That(pieces.Grains, Is.EqualTo(whole.Grains));
        Assert.That((pieces.Fault, pieces.Consumed), Is.EqualTo((whole.Fault, whole.Consumed)));
        Assert.That(whole.Consumed, Is.InRange(0, bytes.Length));
        Assert.That(whole.Grains.Sum(static grain => 4L + grain.Length), Is.LessThanOrEqualTo(whole.Consumed));
        if (whole.Fault.IsFault) Assert.That(whole.Fault.Offset, Is.InRange(0, bytes.Length), whole.Fault.ToString());
        else _complete++;
        _grains += whole.Grains.Count;
    }

    private static FramesRead Wait(Task<FramesRead> reading) => reading.GetAwaiter().GetResult();
}
