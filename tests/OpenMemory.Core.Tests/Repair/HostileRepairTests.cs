using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>Files that nobody wrote in good faith: nothing is invented, nothing but an answer comes, and time stays linear.</summary>
[TestFixture]
public sealed class HostileRepairTests
{
    [TestCase(ReadingMode.Canonical)]
    [TestCase(ReadingMode.Compatible)]
    public void Garbage_holds_no_grain(ReadingMode mode)
    {
        Random random = new(1);
        Stopwatch watch = Stopwatch.StartNew();
        foreach (int length in (int[])[1, 15, 16, 17, 47, 48, 49, 1000, 100_000, 8 << 20])
        {
            byte[] file = new byte[length];
            random.NextBytes(file);
            Salvaging.Outcome outcome = Salvaging.Of(file, mode);
            Assert.That((outcome.Report.Salvaged, outcome.Report.IsComplete, outcome.Report.IsProven), Is.EqualTo((0L, false, false)), $"{length}");
        }
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void A_grain_that_others_hold_is_never_taken_out_of_them()
    {
        // A sound grain holds another one as bytes; so does a damaged one whose both ends are known.
        byte[] inner = [.. Samples.Grain(1).Span];
        byte[] outer = [.. Outer(inner).Span], damaged = [.. Outer(inner, 5).Span];
        damaged[9] = 0xc1;
        byte[] file = Samples.Raw(0, outer, damaged, outer);
        file[^1] ^= 1;
        Salvaging.Outcome outcome = Salvaging.Of(file);
        Assert.That(outcome.Grains, Is.EqualTo(new[] { outer, outer }));
        Assert.That(outcome.Report.Lost.Single().Index, Is.EqualTo(1));

        byte[] noIndex = [.. file];
        noIndex.AsSpan(0, 28).Clear();
        Assert.That(Salvaging.Of(noIndex).Grains.Where(grain => grain.AsSpan().SequenceEqual(outer)).ToArray(), Has.Length.EqualTo(2), "without an index a lost grain's ends are not known, and its inside is searched");
    }

    [Test]
    public void A_foreign_sealed_grain_is_kept_where_it_is_expected_and_not_found_by_searching()
    {
        byte[] foreign = [1, 2, 1, 0, 0, 0, 0, 0, 0, 0x80], grain = [.. Samples.Grain(1).Span];
        byte[][] elements = [grain, foreign, grain, foreign, grain];
        byte[] file = Samples.Raw(0, elements);
        Salvaging.Of(file).Has(elements);
        file[Salvaging.StartOf(file, 2)] = 0;
        Salvaging.Of(file).Has(elements, without: 2);
        file.AsSpan(0, 36).Clear();
        Assert.That(Salvaging.Of(file).Grains, Is.EqualTo(new[] { grain, foreign, grain }), "what follows a sound grain is expected, what follows damage is not");
    }

    [TestCase("beginnings that fail at the end")]
    [TestCase("an index of such beginnings")]
    [TestCase("sound grains between them")]
    [TestCase("envelopes")]
    [TestCase("maps of keys")]
    public void Time_is_linear_in_what_is_hostile(string shape)
    {
        List<double> seconds = [];
        foreach (int size in (int[])[64 << 10, 1 << 20, 16 << 20])
        {
            byte[] file = Hostile(shape, size);
            using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
            Stopwatch watch = Stopwatch.StartNew();
            MgRepairReport report = MgRepair.Salvage(file, writer);
            seconds.Add(watch.Elapsed.TotalSeconds);
            Assert.That(report.IsComplete, Is.False);
        }
        TestContext.Out.WriteLine($"{shape}: {string.Join(", ", seconds.Select(static s => $"{s * 1000:f0} ms"))}");
        Assert.That(seconds[2], Is.LessThan(20));
        Assert.That(seconds[2], Is.LessThan(64 * Math.Max(seconds[1], 0.1)), "sixteen times as large");
    }

    [Test]
    public void Mutated_files_give_an_answer_and_nothing_but_grains_that_they_hold()
    {
        Random random = new(7);
        byte[][] grains = Salvaging.Mixed(12);
        byte[] sound = Salvaging.Write(grains, Salvaging.Manifest(grains));
        for (int round = 0; round < 3000; round++)
        {
            List<byte> bytes = [.. sound];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 60), bytes.Count - at);
                switch (random.Next(4))
                {
                    case 0: bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1)); break;
                    case 1: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
                    case 2: for (int i = 0; i < length; i++) bytes[at + i] = (byte)random.Next(256); break;
                    default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                }
                if (bytes.Count == 0) bytes.Add(0);
            }
            byte[] file = [.. bytes];
            foreach (byte[] grain in Salvaging.Of(file, round % 2 == 0 ? ReadingMode.Canonical : ReadingMode.Compatible).Grains)
                Assert.That(file.AsSpan().IndexOf(grain), Is.GreaterThanOrEqualTo(0), $"round {round}");
        }
    }

    private static GrainBlob Outer(byte[] inner, int number = 0) =>
        new Reasoning { CreatedAt = 1, Conclusion = $"outer {number}", Extra = new OmsMap([KeyValuePair.Create("x_inner", OmsValue.FromBytes(inner))]) }.ToBlob();

    private static byte[] Hostile(string shape, int size)
    {
        // Each beginning is the header of a grain and a map of one byte string, in which the next beginning stands; the last ends in c1.
        byte[] header = [1, 0, 1, 0, 0, 0, 0, 0, 0];
        byte[] unit = shape switch
        {
            "envelopes" => [0xd2, 0x84, 0x40, 0xa0],
            "maps of keys" => [.. header, 0xdf, 0, 0x10, 0, 0, .. Enumerable.Range(0, 200).SelectMany(static i => (byte[])[0xa2, (byte)('a' + (i % 26)), (byte)('a' + (i / 26)), 0])],
            _ => [.. header, 0xde, 0x7f, 0xff, 0xa1, (byte)'a', 0xc4, 16, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0xde, 0x7f, 0xff, 0xa1, (byte)'a', 0xc4, 0],
        };
        if (shape == "sound grains between them") unit = [.. Samples.Grain(1).Span, .. unit];
        byte[] file = new byte[size];
        int start = 16;
        if (shape == "an index of such beginnings") start += size / 8 / 4 * 4;
        for (int at = start; at < size; at += unit.Length) unit.AsSpan(0, Math.Min(unit.Length, size - at)).CopyTo(file.AsSpan(at));
        file[^1] = 0xc1;
        new MgFileHeader(0, (uint)((start - 16) / 4), 1, 0).Write(file);
        for (int i = 0; i < (start - 16) / 4; i++) System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16 + (4 * i)), (uint)(start + (i * unit.Length)));
        return file;
    }
}
