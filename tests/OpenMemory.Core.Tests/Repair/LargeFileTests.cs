namespace OpenMemory.Tests;

/// <summary>A file that is read in pieces gives the same as one that lies in memory.</summary>
[TestFixture]
public sealed class LargeFileTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_damaged_file_on_disk_gives_the_same_as_in_memory(bool isIndexGone)
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 2000).Select(static i => Samples.Large(i, i % 50 == 0 ? 150_000 : 1500))];
        byte[] file = Samples.Write(default, grains);
        Random random = new(3);
        HashSet<int> hit = [];
        int[] starts = [.. Enumerable.Range(0, grains.Length).Select(i => Salvaging.StartOf(file, i))];
        for (int i = 0; i < 60; i++)
        {
            int index = random.Next(grains.Length);
            hit.Add(index);
            file.AsSpan(starts[index] + GrainHeader.Size, random.Next(1, 20)).Fill(0xc1);
        }
        if (isIndexGone) file.AsSpan(0, starts[0]).Clear();

        Salvaging.Outcome inMemory = Salvaging.Of(file);
        inMemory.Has([.. grains.Select(static grain => grain.Span.ToArray())], [.. hit]);
        if (!isIndexGone) Assert.That(inMemory.Report.Lost.Select(static range => range.Index), Is.EqualTo(hit.Order().Select(static index => (long)index)));

        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["in.mg"], file);
        using MgFileWriter writer = MgFileWriter.Create(folder["out.mg"], new() { KeepDuplicates = true });
        MgRepairReport onDisk = MgRepair.Salvage(folder["in.mg"], writer);
        writer.Complete();
        Assert.That(onDisk.Lost, Is.EqualTo(inMemory.Report.Lost));
        Assert.That(onDisk.Faults, Is.EqualTo(inMemory.Report.Faults));
        Assert.That(File.ReadAllBytes(folder["out.mg"]), Is.EqualTo(inMemory.File));
        Assert.That(File.ReadAllBytes(folder["in.mg"]), Is.EqualTo(file), "the input is only read");
    }

    [Test]
    public void Memory_does_not_grow_with_the_file() =>
        Assert.That(Allocated(60) - Allocated(20), Is.LessThan(2 << 20), "a file of 60 MiB after one of 20 MiB");

    [Test]
    public void The_largest_limits_ask_for_no_array_that_there_cannot_be()
    {
        foreach (int wanted in (int[])[1, 1 << 20, (1 << 30) + (1 << 16), Array.MaxLength])
            Assert.That(ByteWindow.SizeFor(wanted), Is.InRange(wanted, Array.MaxLength));
        Assert.That(new MgReaderOptions { MaxManifestBytes = int.MaxValue }.EffectiveMaxManifestBytes, Is.EqualTo(Array.MaxLength - MgFileHeader.FooterSize));

        byte[] file = Samples.Write(default, Samples.Many(3));
        file[Salvaging.StartOf(file, 1) + GrainHeader.Size] = 0xc1;
        using TemporaryFolder folder = new();
        using MgFileWriter target = MgFileWriter.Create(folder["out.mg"]);
        GrainReadOptions reading = new() { Limits = new CodecLimits(int.MaxValue, 32) };
        Assert.That(MgRepair.Salvage(file, target, new() { MaxManifestBytes = int.MaxValue }, reading).Salvaged, Is.EqualTo(2));
    }

    private static long Allocated(int grains)
    {
        using TemporaryFolder folder = new();
        using (MgFileWriter writer = MgFileWriter.Create(folder["in.mg"]))
        {
            for (int i = 0; i < grains; i++) writer.Add(Samples.Large(i, 1 << 20));
            writer.Complete();
        }
        using MgFileWriter target = MgFileWriter.Create(folder["out.mg"], new() { KeepDuplicates = true });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(MgRepair.Salvage(folder["in.mg"], target).IsComplete, Is.True);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
