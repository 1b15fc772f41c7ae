namespace OpenMemory.Tests;

/// <summary><c>.mg</c> files with CBOR grains, alone and among MessagePack ones (§11, OMS-16.2-1, OMS-16.2-4).</summary>
[TestFixture]
public sealed class CborFileTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_file_of_both_encodings_is_written_verified_and_read(bool sorted)
    {
        GrainBlob[] grains = Mixed(200);
        byte[] bytes = Samples.Write(new() { Sorted = sorted }, grains);
        using MgFileReader file = MgFileReader.Open(bytes);
        Assert.That(file.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(file.Count, Is.EqualTo(grains.Length), "the two forms of one grain are no duplicates");
        long previous = long.MinValue;
        for (int i = 0; i < file.Count; i++)
        {
            GrainBlob blob = file.GetBlob(i);
            Grain grain = blob.ToGrain();
            Assert.That(grain.Encoding, Is.EqualTo((blob.Header.Flags & GrainFlags.Cbor) != 0 ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack));
            Assert.That(grain.ToBlob(), Is.EqualTo(blob));
            if (!sorted) Assert.That(blob, Is.EqualTo(grains[i]));
            long time = grain.GetValue("created_at").AsInt64();
            if (sorted) Assert.That(time, Is.GreaterThanOrEqualTo(previous));
            previous = time;
        }
        foreach (GrainBlob grain in grains) Assert.That(file.TryFind(grain.Address, out _), Is.True);
    }

    [Test]
    public void Grains_given_as_bytes_are_validated_and_duplicates_are_dropped()
    {
        GrainBlob one = Samples.Grain(1), other = one.Transcode(PayloadEncoding.Cbor);
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        writer.Add(one.Span);
        writer.Add(other.Span);
        writer.Add(other.Span);
        writer.Add(other);
        byte[] bit5Clear = other.Span.ToArray();
        bit5Clear[1] ^= 0x20;
        Assert.That(Assert.Throws<OmsException>(() => writer.Add(bit5Clear))!.Code, Is.EqualTo(OmsErrorCode.NotMap));
        MgWriteResult written = writer.Complete();
        using MgFileReader file = MgFileReader.Open(stream.ToArray());
        Assert.That((file.Count, written.Dropped), Is.EqualTo((2, 2L)));
        Assert.That((file.GetBlob(0), file.GetBlob(1)), Is.EqualTo((one, other)));
    }

    [Test]
    public void A_bad_CBOR_grain_is_reported_where_it_stands_in_the_file()
    {
        GrainBlob sound = Samples.Grain(1).Transcode(PayloadEncoding.Cbor);
        byte[] bad = RawCbor.WithValue([0x18, 0x01]), tagged = RawCbor.WithValue([0xc1, 0x01]);
        byte[] bytes = Samples.Raw(MgFileFlags.None, sound.Span.ToArray(), bad, sound.Span.ToArray(), tagged);
        using MgFileReader file = MgFileReader.Open(bytes);
        MgVerifyReport report = file.Verify(MgCheck.Canonical);
        Assert.That(report.Faults.Select(static fault => (fault.Index, fault.Fault.Rule, fault.Fault.Offset)), Is.EqualTo(new[]
        {
            (1, "OMS-16.2-2", file.OffsetOf(1) + RawCbor.ValueOffset), (3, "OMS-16.2-5", file.OffsetOf(3) + RawCbor.ValueOffset),
        }));
        Assert.That(file.GetBlob(1, new() { Mode = ReadingMode.Compatible }).Span.SequenceEqual(bad), Is.True);
        Assert.Throws<OmsException>(() => file.GetBlob(3, new() { Mode = ReadingMode.Compatible }));
    }

    [Test]
    public void An_unsorted_file_of_CBOR_grains_that_says_it_is_sorted_is_found_out()
    {
        byte[][] grains = [.. new[] { 2, 1 }.Select(static time => Samples.Grain(time, 1000 * time).Transcode(PayloadEncoding.Cbor).Span.ToArray())];
        using MgFileReader file = MgFileReader.Open(Samples.Raw(MgFileFlags.Sorted, grains));
        Assert.That(file.Verify(MgCheck.Canonical).Faults.Select(static fault => fault.Fault.Rule), Is.EqualTo(new[] { "R-26" }));
    }

    private static GrainBlob[] Mixed(int count) =>
        [.. Samples.Many(count).SelectMany(static (grain, index) => index % 3 == 0 ? new[] { grain } : [grain, grain.Transcode(PayloadEncoding.Cbor)]).Reverse()];
}
