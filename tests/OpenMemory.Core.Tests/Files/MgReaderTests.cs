namespace OpenMemory.Tests;

/// <summary>Random access to the grains of an open file, in memory and mapped.</summary>
[TestFixture]
public sealed class MgReaderTests
{
    [Test]
    public void Grains_are_found_by_position_and_by_address()
    {
        GrainBlob[] grains = Samples.Many(100);
        byte[] file = Samples.Write(default, grains);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.OffsetOf(0), Is.EqualTo(16 + (4 * 100)));
        for (int i = 0; i < grains.Length; i++)
        {
            Assert.That(reader.OffsetOf(i + 1) - reader.OffsetOf(i), Is.EqualTo(grains[i].Length));
            Assert.That(reader.GetBlob(i), Is.EqualTo(grains[i]));
            Assert.That(reader.GetAddress(i), Is.EqualTo(grains[i].Address));
            Assert.That(reader.TryFind(grains[i].Address, out int index), Is.True);
            Assert.That(index, Is.EqualTo(i));
        }
        Assert.That(reader.OffsetOf(100), Is.EqualTo(file.Length - 32));
        Assert.That(reader.TryFind(Samples.Grain(-5).Address, out int none), Is.False);
        Assert.That(none, Is.EqualTo(-1));
    }

    [Test]
    public void Of_duplicates_the_first_is_found()
    {
        byte[] file = Samples.Write(new() { KeepDuplicates = true }, Samples.Grain(1), Samples.Grain(2), Samples.Grain(2));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.TryFind(Samples.Grain(2).Address, out int index), Is.True);
        Assert.That(index, Is.EqualTo(1));
    }

    [TestCase(-1)]
    [TestCase(3)]
    [TestCase(int.MinValue)]
    [TestCase(int.MaxValue)]
    public void A_position_outside_the_file_is_an_argument_error(int index)
    {
        byte[] file = Samples.Write(default, Samples.Many(3));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = reader[index].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetBlob(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetAddress(index));
    }

    // Close to the table these stay inside the file, where only a check of the position can tell that they are none.
    [TestCase(-1)]
    [TestCase(-4)]
    [TestCase(4)]
    [TestCase(7)]
    public void An_offset_of_no_grain_is_an_argument_error(int index)
    {
        byte[] file = Samples.Write(default, Samples.Many(3));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.OffsetOf(index));
    }

    [Test]
    public void A_bad_grain_is_reported_where_it_stands_in_the_file()
    {
        byte[] bad = RawBlob.Of("82a26361cc01" + RawBlob.TypeOf); // a long integer at offset 13 of the blob
        byte[] file = Samples.Raw(MgFileFlags.None, Samples.Grain(1).Span.ToArray(), bad);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.GetBlob(0), Is.EqualTo(Samples.Grain(1)));
        OmsException? fault = Assert.Throws<OmsException>(() => reader.GetBlob(1));
        Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.2-1", reader.OffsetOf(1) + 13)));
        Assert.That(file.AsSpan((int)fault.Fault.Offset, 2).ToArray(), Is.EqualTo(new byte[] { 0xcc, 0x01 }));
        Assert.That(reader[1].SequenceEqual(bad), Is.True, "the window shows what is there");
    }

    [TestCase(900_000)]
    [TestCase(1_200_000)] // beyond 1 MiB a file is mapped
    public void A_file_on_disk_reads_like_the_same_bytes_in_memory(int size)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = Samples.Write(new() { Sorted = true }, [.. Samples.Many(500), Samples.Large(7, size), .. Samples.Many(700)]);
        File.WriteAllBytes(folder["a.mg"], bytes);
        using MgFileReader disk = MgFileReader.Open(folder["a.mg"]), memory = MgFileReader.Open(bytes);
        Assert.That((disk.Header, disk.Count, disk.Length), Is.EqualTo((memory.Header, memory.Count, memory.Length)));
        for (int i = 0; i < disk.Count; i++)
        {
            Assert.That(disk[i].SequenceEqual(memory[i]), Is.True);
            Assert.That(disk.OffsetOf(i), Is.EqualTo(memory.OffsetOf(i)));
        }
        Assert.That(disk.TryFind(memory.GetAddress(640), out int index), Is.True);
        Assert.That(index, Is.EqualTo(640));
        Assert.That(disk.Verify(MgCheck.Canonical).IsSound, Is.True);
        disk.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _ = disk[0].Length);
        Assert.Throws<ObjectDisposedException>(() => disk.OffsetOf(0));
        disk.Dispose();
    }

    [Test]
    public void Several_threads_read_one_file()
    {
        GrainBlob[] grains = Samples.Many(2000);
        byte[] file = Samples.Write(default, grains);
        using MgFileReader reader = MgFileReader.Open(file);
        bool[] same = new bool[grains.Length];
        Parallel.For(0, grains.Length, i => same[i] = reader[i].SequenceEqual(grains[i].Span) && reader.TryFind(grains[i].Address, out int at) && at == i);
        Assert.That(same, Is.All.True);
    }
}
