using System.Security.Cryptography;

namespace OpenMemory.Tests;

/// <summary>Sorting and deduplicating in more runs than fit in memory.</summary>
[TestFixture]
public sealed class MgSortTests
{
    [Test]
    public void Runs_are_merged_into_one_order() // time, address, order of adding
    {
        const int count = 600_000; // three runs
        using EntrySorter sorter = new(null);
        Random random = new(5);
        List<SortEntry> entries = new(count);
        for (int i = 0; i < count; i++)
        {
            SortEntry entry = new(random.Next(1000), ContentAddress.Compute([(byte)random.Next(40)]), i, i & 0xff);
            entries.Add(entry);
            if (sorter.IsFull) Check(sorter.EndRun());
            sorter.Add(entry);
        }
        Check(sorter.EndRun());
        Assert.That(sorter.Runs, Is.EqualTo(3));
        entries.Sort();
        Assert.That(sorter.Merge().Select(static found => found.Entry).SequenceEqual(entries), Is.True);

        static void Check(ReadOnlySpan<SortEntry> run)
        {
            for (int i = 1; i < run.Length; i++) Assert.That(run[i - 1].CompareTo(run[i]), Is.Negative);
        }
    }

    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    public void Grains_of_several_runs_come_out_like_those_of_one(bool isSorted, bool isDeduplicated)
    {
        // 40 MiB in 1 MiB grains is two runs of bytes; every grain comes again, most of them in the other run.
        GrainBlob[] grains = [.. Enumerable.Range(0, 40).Select(static i => Samples.Large(i * 7919 % 40, 1 << 20))];
        GrainBlob[] given = [.. grains.Take(25), .. grains.Take(3), .. grains.Skip(25), .. grains.Take(12)];
        byte[] file = Samples.Write(new() { Sorted = isSorted, KeepDuplicates = !isDeduplicated }, given);
        IEnumerable<GrainBlob> expected = isDeduplicated ? given.DistinctBy(static grain => grain.Address) : given;
        if (isSorted) expected = expected.OrderBy(static grain => grain.Header.CreatedAtSeconds).ThenBy(static grain => TimeOf(grain)).ThenBy(static grain => grain.Address);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(Enumerable.Range(0, reader.Count).Select(reader.GetAddress), Is.EqualTo(expected.Select(static grain => grain.Address)));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(SHA256.HashData(file.AsSpan(0, file.Length - 32)), Is.EqualTo(file[^32..]));
    }

    [Test]
    public void Few_bits_of_many_are_found_again()
    {
        BitSet set = new();
        long[] members = [0, 63, 64, 1_000_000, 5];
        foreach (long member in members) set.Add(member);
        Assert.That(Enumerable.Range(0, 1_000_200).Where(i => set[i]), Is.EqualTo(members.Order().Select(static member => (int)member)));
        Assert.That((set.Count, set[long.MaxValue]), Is.EqualTo((5L, false)));
    }

    private static long TimeOf(GrainBlob grain) => grain.View().TryGet(Field.CreatedAt, out FieldValue value) ? value.Int64 : 0;
}
