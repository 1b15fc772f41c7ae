namespace OpenMemory.Tests;

/// <summary>A disk that fills up at any point of the writing leaves the old file as it was, and nothing else.</summary>
[TestFixture]
public sealed class MgFullDiskTests
{
    private const int DiskBytes = 2 << 20;

    [TestCase(50, false, false)] // the index and the plan weigh as much as the grains
    [TestCase(50, true, false)]
    [TestCase(5_000, false, false)]
    [TestCase(5_000, true, false)]
    [TestCase(5_000, false, true)]
    [TestCase(300_000, true, true)]
    public void Wherever_it_fills_up_the_old_file_stays(int size, bool sorted, bool volumes)
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "2m");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        string target = Path.Combine(disk!.Path, "memory.mg");
        HashSet<string> failedIn = [];
        int written = 0;
        for (int bytes = 200_000; bytes < 2 * DiskBytes; bytes += 150_000)
        {
            Place(target, [Samples.Grain(0)], default);
            byte[] old = File.ReadAllBytes(target);
            MgWriterOptions options = new() { Sorted = sorted, Volumes = volumes, MaxVolumeBytes = 400_000 };
            GrainBlob[] grains = [.. Enumerable.Range(1, Math.Max(2, bytes / (size + 60))).Select(i => Samples.Large(i, size))];
            string phase = Try(target, grains, options);
            string[] names = [.. Directory.EnumerateFileSystemEntries(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
            if (phase.Length > 0)
            {
                failedIn.Add(phase);
                Assert.That(names, Is.EqualTo(new[] { "memory.mg" }), $"{bytes} bytes, {phase}");
                Assert.That(File.ReadAllBytes(target), Is.EqualTo(old));
                continue;
            }
            written++;
            using (MgVolumeSet set = MgVolumeSet.Open(target)) Assert.That((set.Count, set.Volumes.Count), Is.EqualTo(((long)grains.Length, names.Length)));
            foreach (string name in names) File.Delete(Path.Combine(disk.Path, name));
        }
        Assert.That(failedIn, Is.EquivalentTo(sorted ? ["completing"] : new[] { "adding", "completing" }), "a sorter keeps 32 MiB in memory");
        Assert.That(written, Is.GreaterThan(0));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_stream_that_takes_n_bytes_fails_for_every_n(bool manifest)
    {
        GrainBlob[] grains = [Samples.Grain(1), Samples.Grain(2)];
        int length = Write(new LimitedStream(int.MaxValue), grains, manifest);
        for (int limit = 0; limit < length; limit++)
        {
            using LimitedStream stream = new(limit);
            Assert.That(() => Write(stream, grains, manifest), Throws.InstanceOf<IOException>(), $"{limit} of {length} bytes");
        }
        using LimitedStream enough = new(length);
        Write(enough, grains, manifest);
        using MgFileReader reader = MgFileReader.Open(enough.ToArray());
        Assert.That((reader.Verify(MgCheck.Canonical).IsSound, reader.Manifest is not null), Is.EqualTo((true, manifest)));
    }

    [Test]
    public void A_writer_whose_disk_was_full_writes_no_file_that_lacks_a_grain()
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "2m");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        string target = Path.Combine(disk!.Path, "memory.mg");
        using MgFileWriter writer = MgFileWriter.Create(target);
        GrainBlob grain = Samples.Large(1, 3 << 20);
        Assert.That(() => writer.Add(grain), Throws.InstanceOf<IOException>());
        Assert.That(() => writer.Add(Samples.Grain(2)), Throws.InvalidOperationException);
        Assert.That(() => writer.Complete(), Throws.InvalidOperationException);
        Assert.That(File.Exists(target), Is.False);
    }

    private static string Try(string target, GrainBlob[] grains, MgWriterOptions options)
    {
        string phase = "adding";
        try
        {
            using MgFileWriter writer = MgFileWriter.Create(target, options);
            foreach (GrainBlob grain in grains) writer.Add(grain);
            phase = "completing";
            writer.Complete();
            return "";
        }
        catch (IOException)
        {
            return phase;
        }
    }

    private static void Place(string target, GrainBlob[] grains, MgWriterOptions options)
    {
        using MgFileWriter writer = MgFileWriter.Create(target, options);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Complete();
    }

    private static int Write(LimitedStream stream, GrainBlob[] grains, bool manifest)
    {
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        if (manifest) writer.Manifest = Manifests.Of((grains[0].Address, 3));
        writer.Complete();
        return (int)stream.Length;
    }

    /// <summary>Takes what there is room for, as a disk does, and then fails.</summary>
    private sealed class LimitedStream(int limit) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int room = (int)Math.Min(buffer.Length, limit - Length);
            base.Write(buffer[..room].ToArray(), 0, room);
            if (room < buffer.Length) throw new IOException("no room");
        }
    }
}
