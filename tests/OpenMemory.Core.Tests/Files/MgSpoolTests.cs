namespace OpenMemory.Tests;

/// <summary>Beyond a mebibyte the grains wait in a temporary file; the result is the same as from memory.</summary>
[TestFixture]
public sealed class MgSpoolTests
{
    private const int Spool = 1 << 20;

    [TestCase(Spool - 60, 3)]
    [TestCase(Spool / 2, 5)]
    [TestCase(Spool, 3)]
    [TestCase(3 * Spool, 2)]
    [TestCase(300_000, 11)]
    public void Grains_of_any_size_come_back_in_both_orders(int size, int count)
    {
        GrainBlob[] large = [.. Enumerable.Range(0, count).Select(i => Samples.Large(i, size))];
        GrainBlob[] grains = [Samples.Grain(1, -5), .. large.Reverse(), Samples.Grain(2, 50), Samples.Grain(3, -7)];
        foreach (bool sorted in (bool[])[false, true])
        {
            byte[] file = Samples.Write(new() { Sorted = sorted }, grains);
            GrainBlob[] expected = sorted ? [.. grains.OrderBy(static grain => Grain.Read(grain.Span).CreatedAt!.Value.Value)] : grains;
            byte[] byHand = Samples.Raw(MgFileFlags.Deduplicated | (sorted ? MgFileFlags.Sorted : 0), [.. expected.Select(static grain => grain.Span.ToArray())]);
            Assert.That(file.AsSpan().SequenceEqual(byHand), Is.True);
        }
    }

    [Test]
    public void A_region_that_fills_the_buffer_exactly_comes_back()
    {
        int overhead = Samples.Large(1, 200_000).Length - 200_000;
        foreach (int surplus in (int[])[-1, 0, 1])
        {
            GrainBlob first = Samples.Large(1, (Spool / 2) - overhead), second = Samples.Large(2, (Spool / 2) - overhead + surplus);
            Assert.That(first.Length + second.Length, Is.EqualTo(Spool + surplus));
            byte[] file = Samples.Write(new() { Sorted = true }, second, first, Samples.Grain(9, 9));
            Assert.That(file.AsSpan().SequenceEqual(Samples.Raw(
                MgFileFlags.Deduplicated | MgFileFlags.Sorted, first.Span.ToArray(), second.Span.ToArray(), Samples.Grain(9, 9).Span.ToArray())), Is.True);
        }
    }

    [Test]
    public void Memory_does_not_grow_with_the_region()
    {
        using TemporaryFolder folder = new();
        byte[] grain = Samples.Large(1, 4 * Spool).Span.ToArray();
        using MgFileWriter writer = MgFileWriter.Create(folder["large.mg"], new() { KeepDuplicates = true });
        writer.Add(grain);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) writer.Add(grain);
        writer.Complete();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(6 * Spool), "40 MiB went through: memory for one grain and the buffers");
        using MgFileReader reader = MgFileReader.Open(folder["large.mg"]);
        Assert.That(reader.Count, Is.EqualTo(11));
        Assert.That(reader[10].SequenceEqual(grain), Is.True);
        Assert.That(reader.Verify(MgCheck.Checksum).IsSound, Is.True);
    }
}
