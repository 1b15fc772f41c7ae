namespace OpenMemory.Tests;

/// <summary>How many cores look at a file makes no difference to what is found, and needs no memory for each grain.</summary>
[TestFixture]
public sealed class MgCoresTests
{
    private const int Grains = 9_000;

    [TestCase(MgCheck.Checksum, ReadingMode.Canonical)]
    [TestCase(MgCheck.Addresses, ReadingMode.Canonical)]
    [TestCase(MgCheck.Canonical, ReadingMode.Canonical)]
    [TestCase(MgCheck.Canonical, ReadingMode.Compatible)]
    public void Faults_are_the_same_in_the_same_order(MgCheck level, ReadingMode mode)
    {
        using TemporaryFolder folder = new();
        byte[] file = Faulty();
        Assert.That(file, Has.Length.GreaterThan(1 << 20), "it is read through the handle");
        File.WriteAllBytes(folder["a.mg"], file);
        string? expected = null;
        foreach (int cores in (int[])[1, 2, 7])
        {
            using MgFileReader inMemory = MgFileReader.Open(file, new() { Cores = cores }), onDisk = MgFileReader.Open(folder["a.mg"], new() { Cores = cores });
            foreach (MgFileReader reader in (MgFileReader[])[inMemory, onDisk])
            {
                MgVerifyReport report = reader.Verify(level, new() { Mode = mode });
                string found = string.Join('\n', report.Faults.Select(static fault => $"{fault}").Concat(report.Deviations.Select(static deviation => $"{deviation}"))) + report.FaultCount + " " + report.DeviationCount;
                expected ??= found;
                Assert.That(found, Is.EqualTo(expected), $"{cores} cores");
                Assert.That(report.FaultCount, Is.GreaterThan(level == MgCheck.Checksum || mode == ReadingMode.Compatible ? 0 : 50));
            }
        }
    }

    [Test]
    public void A_grain_is_found_at_its_first_place_also_inside_an_envelope()
    {
        byte[][] elements = [.. Elements()];
        foreach (int cores in (int[])[1, 3])
        {
            using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, elements), new() { Cores = cores });
            Dictionary<ContentAddress, int> first = [];
            for (int i = 0; i < elements.Length; i++) first.TryAdd(ContentAddress.Compute(GrainBlob.BytesIn(elements[i])), i);
            foreach ((ContentAddress address, int index) in first)
            {
                Assert.That(reader.TryFind(address, out int found), Is.True);
                Assert.That(found, Is.EqualTo(index));
            }
        }
    }

    [Test]
    public void Addresses_of_a_pass_are_those_of_the_grains_one_by_one() // R-8, OMS-5-1
    {
        using MgFileReader reader = MgFileReader.Open(Faulty());
        using MgGrainEnumerator grains = reader.GetEnumerator();
        int asked = 0;
        while (grains.MoveNext())
        {
            if (grains.Current.Index % 5 == 3) continue; // nobody has to ask for each
            Assert.That(grains.GetAddress(), Is.EqualTo(reader.GetAddress(grains.Current.Index)));
            asked++;
        }
        Assert.That(asked, Is.GreaterThan(Grains / 2));
    }

    [TestCase(1)]
    [TestCase(4)]
    public void Work_that_is_cancelled_midway_stops_and_leaves_the_file_alone(int cores)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Faulty());
        using CancellationTokenSource source = new();
        MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { Cores = cores });
        Assert.That(() => reader.Verify(MgCheck.Canonical, progress: new Cancelling(source), cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
        reader.Dispose(); // while somebody still read, this would fail in him
        Assert.That(source.IsCancellationRequested, Is.True);
    }

    [TestCase(true, 2)]
    [TestCase(false, 6)] // the table of addresses is 4 MiB of it
    public void Verifying_200_000_grains_allocates_no_more_than_so_many_MiB(bool keepDuplicates, int most)
    {
        using TemporaryFolder folder = new();
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"], new() { KeepDuplicates = keepDuplicates }))
        {
            for (int i = 0; i < 200_000; i++) writer.Add(Samples.Grain(i));
            writer.Complete();
        }
        long least = long.MaxValue;
        for (int round = 0; round < 6; round++)
        {
            using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { Cores = 2 });
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.That(least, Is.LessThan(most << 20));
    }

    /// <summary>A file with something wrong here and there, and envelopes among its grains.</summary>
    private static byte[] Faulty()
    {
        byte[] file = Samples.Raw(MgFileFlags.Sorted | MgFileFlags.Deduplicated, [.. Elements()]);
        file[^1] ^= 1;
        return file;
    }

    private static IEnumerable<byte[]> Elements()
    {
        byte[] bad = RawBlob.Of("82a26361cc01" + RawBlob.TypeOf);
        for (int i = 0; i < Grains; i++)
        {
            yield return (i % 100) switch
            {
                13 => bad, // not canonical, and a duplicate of the one before
                14 => Samples.Grain(i, 5).Span.ToArray(), // older than its neighbours
                15 => Envelopes.Around(Envelopes.Bare(i, 1000 * i).Span),
                16 => Envelopes.Around(Samples.Grain(i, 1000 * i).Span), // its signed flag is clear
                17 => Envelopes.Around([]),
                18 => [0x84, 0x40, 0xa0], // begins like an envelope and is none
                19 => Samples.Large(i, 500).Span.ToArray(),
                _ => new Reasoning { CreatedAt = 1000 * i, Conclusion = $"number {i} of those that are long enough to make a file that is larger than a MiB" }.ToBlob().Span.ToArray(),
            };
        }
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<MgProgress>
    {
        public void Report(MgProgress value) => source.Cancel();
    }
}
