namespace OpenMemory.Tests;

/// <summary>What is in a written file: order, duplicates, flags, footer (§11).</summary>
[TestFixture]
public sealed class MgWriterTests
{
    [Test]
    public void An_empty_file_is_a_header_and_a_footer()
    {
        byte[] file = Samples.Write(default);
        Assert.That(file, Has.Length.EqualTo(MgFileHeader.Size + MgFileHeader.FooterSize));
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That((reader.Count, reader.Length, reader.OffsetOf(0)), Is.EqualTo((0, 48L, 16L)));
        Assert.That(reader.TryFind(Samples.Grain(1).Address, out int index), Is.False);
        Assert.That(index, Is.EqualTo(-1));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(70_000)] // the index takes more than one of the writer's chunks, and more than one of the prover's
    public void Grains_keep_their_order(int count)
    {
        GrainBlob[] grains = Samples.Many(count);
        byte[] file = Samples.Write(default, grains);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Count, Is.EqualTo(count));
        Assert.That(reader.Header.Flags, Is.EqualTo(MgFileFlags.Deduplicated));
        Assert.That((reader.Header.FieldMapVersion, reader.Header.Codec), Is.EqualTo(((byte)1, (byte)0)));
        bool same = true;
        for (int i = 0; i < count; i++) same &= reader[i].SequenceEqual(grains[i].Span);
        Assert.That(same, Is.True);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void A_sorted_file_ascends_by_time_then_by_address() // OMS-11.3-3, R-17
    {
        long[] times = [5, -1, 5, long.MinValue, 0, 5, long.MaxValue, -1000, 5, 1768471200000, 999, 1000];
        GrainBlob[] grains = [.. times.Select(static (time, i) => Samples.Grain(i, time))];
        byte[] file = Samples.Write(new() { Sorted = true }, grains);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Header.Flags, Is.EqualTo(MgFileFlags.Sorted | MgFileFlags.Deduplicated));
        (long, string)[] expected = [.. grains.Select(static grain => (OpenMemory.Grain.Read(grain.Span).CreatedAt!.Value.Value, grain.Address.ToString())).Order()];
        Assert.That(Enumerable.Range(0, reader.Count).Select(i => (reader.GetBlob(i).ToGrain().CreatedAt!.Value.Value, reader.GetAddress(i).ToString())), Is.EqualTo(expected));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(Samples.Write(new() { Sorted = true }, grains.Reverse()), Is.EqualTo(file), "whatever the order of adding");
    }

    [Test]
    public void A_time_stored_as_a_whole_float_sorts_by_its_milliseconds()
    {
        // 2,500 and 2,400 ms lie in one second of the header.
        byte[] later = Convert.FromHexString("010008" + "0000" + "00000002" + "82" + "a26361cb40a3880000000000" + "a174a9726561736f6e696e67");
        GrainBlob earlier = Samples.Grain(1, 2400), first = Samples.Grain(2, 2399);
        byte[] file = Samples.Write(new() { Sorted = true }, GrainBlob.Parse(later), earlier, first);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(Enumerable.Range(0, 3).Select(reader.GetAddress), Is.EqualTo(new[] { first.Address, earlier.Address, ContentAddress.Compute(later) }));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void Later_duplicates_are_dropped_and_counted()
    {
        GrainBlob a = Samples.Grain(1), b = Samples.Grain(2);
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        writer.Add(a);
        writer.Add(b);
        writer.Add(a);
        writer.Add(a.Span);
        writer.Add(b);
        MgWriteResult written = writer.Complete();
        Assert.That((writer.Added, written.Count, written.Dropped, written.Files.Count), Is.EqualTo((5L, 2L, 3L, 0)));
        using MgFileReader reader = MgFileReader.Open(stream.ToArray());
        Assert.That((reader.Count, reader.Header.Flags), Is.EqualTo((2, MgFileFlags.Deduplicated)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Duplicates_are_kept_on_request(bool sorted)
    {
        GrainBlob a = Samples.Grain(1), b = Samples.Grain(2);
        byte[] file = Samples.Write(new() { KeepDuplicates = true, Sorted = sorted }, a, b, a, a);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That((reader.Count, reader.Header.Flags), Is.EqualTo((4, sorted ? MgFileFlags.Sorted : MgFileFlags.None)));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(Enumerable.Range(0, 4).Count(i => reader.GetAddress(i) == a.Address), Is.EqualTo(3));
    }

    [Test]
    public void A_blob_that_is_not_sound_is_not_added()
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        byte[] bad = [.. Samples.Grain(1).Span, 0];
        Assert.That(Assert.Throws<OmsException>(() => writer.Add(bad))!.Fault.Rule, Is.EqualTo("OMS-4.9-3"));
        Assert.That(writer.Added, Is.Zero);
        writer.Complete();
        Assert.That(stream.ToArray(), Is.EqualTo(Samples.Write(default)));
        Assert.Throws<InvalidOperationException>(() => writer.Add(Samples.Grain(1)), "a complete file takes nothing");
        Assert.Throws<InvalidOperationException>(() => writer.Complete());
    }

    [Test]
    public void A_signed_grain_is_not_added_without_its_envelope() // R-8, OMS-11.2-3: in a file it is its envelope
    {
        GrainBlob signed = new Reasoning { CreatedAt = 1, IsSigned = true }.ToBlob();
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        Assert.That(Assert.Throws<OmsException>(() => writer.Add(signed.Span))!.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
        Assert.That(Assert.Throws<OmsException>(() => writer.Add(signed))!.Code, Is.EqualTo(OmsErrorCode.SignedMismatch), "no reader accepts such a file");
    }
}
