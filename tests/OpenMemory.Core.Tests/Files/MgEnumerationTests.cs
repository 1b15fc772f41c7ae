namespace OpenMemory.Tests;

/// <summary>A pass over a file shows the same grains as its positions, whatever the file is read through.</summary>
[TestFixture]
public sealed class MgEnumerationTests
{
    [Test]
    public void A_pass_shows_every_grain_in_memory_mapped_and_through_the_handle()
    {
        using TemporaryFolder folder = new();
        // Grains that fill a run exactly, pass it, and follow one that is larger than a run.
        GrainBlob[] grains = [.. Samples.Many(3000), Samples.Large(1, 3 << 20), .. Enumerable.Range(2, 9).Select(static i => Samples.Large(i, 400_000)), Samples.Grain(9, 9)];
        File.WriteAllBytes(folder["a.mg"], Samples.Write(new() { KeepDuplicates = true }, grains));
        using MgFileReader mapped = MgFileReader.Open(folder["a.mg"]), handle = MgFileReader.Open(folder["a.mg"], new() { NoMapping = true });
        using MgFileReader memory = MgFileReader.Open(File.ReadAllBytes(folder["a.mg"]));
        foreach (MgFileReader file in (MgFileReader[])[mapped, handle, memory])
        {
            int index = 0;
            foreach (MgGrain grain in file)
            {
                Assert.That(grain.Index, Is.EqualTo(index));
                Assert.That(grain.Bytes.SequenceEqual(grains[index].Span), Is.True);
                Assert.That(file[index].SequenceEqual(grain.Bytes), Is.True);
                index++;
            }
            Assert.That(index, Is.EqualTo(grains.Length));
            Assert.That(file.TryFind(grains[3005].Address, out int found) ? found : -1, Is.EqualTo(3005));
            Assert.That(file.Verify(MgCheck.Canonical).IsSound, Is.True);
            Assert.That(file.RegionLength, Is.EqualTo(grains.Sum(static grain => (long)grain.Span.Length)));
        }
    }

    [Test]
    public void A_pass_over_nothing_ends_at_once()
    {
        using MgFileReader file = MgFileReader.Open(Samples.Write(default));
        foreach (MgGrain grain in file) Assert.Fail($"grain {grain.Index}");
        Assert.That(file.RegionLength, Is.Zero);
    }

    [Test]
    public void Windows_and_passes_over_a_mapped_file_allocate_nothing_for_a_grain()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["a.mg"], Samples.Write(default, Samples.Many(30_000)));
        using MgFileReader file = MgFileReader.Open(folder["a.mg"]);
        Assert.That(file.Length, Is.GreaterThan(1 << 20), "it is mapped");
        int next = 0;
        long bytes = 0;
        Assert.That(Allocations.Of(() => bytes += file[next = (next + 7919) % file.Count].Length), Is.Zero);
        foreach (MgGrain grain in file) bytes += grain.Bytes.Length; // the pool has its buffer now
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (MgGrain grain in file) bytes += grain.Bytes.Length;
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(bytes, Is.Positive);
    }
}
