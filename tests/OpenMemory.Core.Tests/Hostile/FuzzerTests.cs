using System.Collections.Concurrent;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>The fuzzer sees what it is there to see, and every case can be made again.</summary>
[TestFixture]
public sealed class FuzzerTests
{
    /// <summary>Makes generated grains and does to them what a test says.</summary>
    private sealed class Probe(Func<FuzzCase, int, OmsErrorCode> check) : IFuzzKind
    {
        internal ConcurrentDictionary<string, int> Seen { get; } = new();

        public string Name => "probe";

        public FuzzCase Make(CaseRandom random) => new StructureCases().Make(random);

        public OmsErrorCode Check(in FuzzCase input)
        {
            int number = Seen.AddOrUpdate(Convert.ToHexStringLower(input.Bytes), 1, static (_, count) => count + 1);
            return check(input, number);
        }
    }

    [Test]
    public void Case_n_of_a_seed_is_the_same_bytes_whatever_the_number_of_workers()
    {
        Probe alone = Run(1), together = Run(3);
        Assert.That(together.Seen, Is.EquivalentTo(alone.Seen));
        Assert.That(alone.Seen, Has.Count.GreaterThan(1900));
        byte[] one = Make(7, 1).Bytes;
        Assert.That(alone.Seen, Does.ContainKey(Convert.ToHexStringLower(one)), "made again on its own");
        Assert.That(one, Is.Not.EqualTo(Make(7, 2).Bytes).And.Not.EqualTo(Make(8, 1).Bytes));

        static Probe Run(int workers)
        {
            Probe probe = new(static (_, _) => OmsErrorCode.None);
            Assert.That(new FuzzRunner(probe, 7, workers).Run(0, 2000), Is.Null);
            return probe;
        }
    }

    [TestCase(1)]
    [TestCase(4)]
    public void The_first_finding_is_reported_with_its_bytes(int workers)
    {
        byte[] first = Make(7, 100).Bytes, second = Make(7, 131).Bytes, third = Make(7, 700).Bytes;
        Probe probe = new((input, _) => Array.Exists([first, second, third], bytes => input.Bytes.AsSpan().SequenceEqual(bytes))
            ? throw new FormatException("anything else than a fault")
            : OmsErrorCode.None);
        Finding? finding = new FuzzRunner(probe, 7, workers).Run(0, 1000);
        Assert.That(finding, Is.Not.Null);
        Assert.That((finding!.Kind, finding.Seed, finding.Number), Is.EqualTo(("probe", 7L, 100L)));
        Assert.That(finding.Bytes, Is.EqualTo(first));
        Assert.That(finding.ToString(), Does.Contain("FormatException").And.Contain(Convert.ToHexStringLower(first)));
    }

    [Test]
    public void A_slow_case_is_a_finding_and_one_that_is_slow_once_is_not()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(200);
        byte[] slow = Make(7, 3).Bytes;
        Assert.That(Run(times: 1), Is.Null);
        Assert.That(Run(times: 9)!.What, Does.StartWith("takes "));

        Finding? Run(int times)
        {
            Probe probe = new((input, number) =>
            {
                if (number <= times && input.Bytes.AsSpan().SequenceEqual(slow)) Work(2 * limit);
                return OmsErrorCode.None;
            });
            return new FuzzRunner(probe, 7, 1) { SlowCase = limit }.Run(0, 10);
        }

        static void Work(TimeSpan time)
        {
            // Processor time is the whole process's: other tests may use it up before the clock has moved far enough.
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            while (Environment.CpuUsage.TotalTime - before < time || System.Diagnostics.Stopwatch.GetElapsedTime(started) < time) Thread.SpinWait(1000);
        }
    }

    [Test]
    public void A_case_without_end_is_a_finding()
    {
        using ManualResetEventSlim end = new();
        Probe probe = new((_, _) =>
        {
            end.Wait();
            return OmsErrorCode.None;
        });
        Finding? finding = new FuzzRunner(probe, 7, 1) { StuckCase = TimeSpan.FromMilliseconds(100) }.Run(5, 10);
        end.Set();
        Assert.That(finding?.What, Does.StartWith("no end after"));
        Assert.That(finding!.Bytes, Is.EqualTo(Make(7, 5).Bytes));
    }

    [Test]
    public void Another_outcome_than_the_expected_one_is_a_finding()
    {
        FuzzCase sound = new(Vectors.Vector1, "vector 1", Expectation.Accept, default, IsHeaderDerived: true);
        Assert.That(BlobInvariants.Check(sound), Is.EqualTo(OmsErrorCode.None));
        Assert.That(() => BlobInvariants.Check(sound with { Expected = Expectation.Refuse() }), Throws.TypeOf<FindingException>());
        FuzzCase broken = sound with { Bytes = [.. Vectors.Vector1, 0], Expected = Expectation.Refuse(OmsErrorCode.Corrupt) };
        Assert.That(BlobInvariants.Check(broken), Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(() => BlobInvariants.Check(broken with { Expected = Expectation.Refuse(OmsErrorCode.Schema) }), Throws.TypeOf<FindingException>());
        Assert.That(() => BlobInvariants.Check(broken with { Expected = Expectation.Accept }), Throws.TypeOf<FindingException>());
    }

    [Test]
    public void Faults_without_rule_or_place_are_findings()
    {
        OmsFault fault = new(OmsErrorCode.Corrupt, "OMS-4.1-1", "A message", 3);
        BlobInvariants.CheckFault(fault, 3);
        OmsFault[] bad =
        [
            fault with { Offset = 4 }, fault with { Offset = -1 }, fault with { Rule = "" }, fault with { Rule = "OMS-4.1" }, fault with { Rule = "R-1\n" },
            fault with { Message = "" }, fault with { Code = OmsErrorCode.None }, fault with { Code = (OmsErrorCode)200 },
        ];
        foreach (OmsFault other in bad) Assert.That(() => BlobInvariants.CheckFault(other, 3), Throws.TypeOf<FindingException>(), other.Rule);
    }

    [Test]
    public void The_command_prints_a_line_for_each_kind()
    {
        (int code, string[] lines) = Command("--cases", "200", "--seed", "3", "--workers", "2");
        Assert.That(code, Is.Zero);
        Assert.That(lines.Select(static line => line.Split(':')[0]), Is.EqualTo(new[] { "bytes", "structure", "compatible", "files", "envelopes" }));
        Assert.That(lines, Has.All.Contains(": 200 cases, ").And.All.Contain(" refused (").And.All.Contain("seed 3, "));
        (code, lines) = Command("--kind", "structure", "--seed", "7", "--case", "3");
        Assert.That((code, lines[1]), Is.EqualTo((0, "hex: " + Convert.ToHexStringLower(Of("structure", 7, 3).Bytes))));
    }

    [TestCase("--kind", "dream")]
    [TestCase("--cases", "0")]
    [TestCase("--cases")]
    [TestCase("--cases", "many")]
    [TestCase("--speed", "3")]
    public void Wrong_arguments_are_told(params string[] arguments) => Assert.That(Command(arguments).Code, Is.EqualTo(2));

    private static (int Code, string[] Lines) Command(params string[] arguments)
    {
        using StringWriter output = new();
        int code = FuzzProgram.Run(arguments, output);
        return (code, output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    private static FuzzCase Make(long seed, long number) => Of("probe", seed, number);

    private static FuzzCase Of(string kind, long seed, long number)
    {
        CaseRandom random = new();
        random.Start(seed, kind, number);
        return new StructureCases().Make(random);
    }
}
