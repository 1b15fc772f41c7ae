namespace OpenMemory.Tests;

/// <summary>Adding many grains at once is adding them one by one, only faster.</summary>
[TestFixture]
public sealed class MgAddRangeTests
{
    [Test]
    public void The_file_is_the_same_byte_for_byte([Values(1, 2, 6)] int cores, [Values] bool sorted, [Values] bool keepDuplicates)
    {
        ReadOnlyMemory<byte>[] grains = Delivered(7_000);
        MgWriterOptions options = new() { Sorted = sorted, KeepDuplicates = keepDuplicates, Cores = cores };
        byte[] expected = Write(options, writer =>
        {
            foreach (ReadOnlyMemory<byte> grain in grains) writer.Add(grain.Span);
        });
        Assert.That(Write(options, writer => writer.AddRange(grains)).AsSpan().SequenceEqual(expected), Is.True);
        Assert.That(Write(options, writer =>
        {
            writer.AddRange([.. grains.Take(10)]);
            writer.AddRange([]);
            writer.Add(grains[10].Span);
            writer.AddRange([.. grains.Skip(11)]);
        }).AsSpan().SequenceEqual(expected), Is.True);
    }

    [TestCase(3, 1)]
    [TestCase(3, 4)]
    [TestCase(4_321, 1)]
    [TestCase(4_321, 4)]
    public void It_stops_at_the_first_grain_that_is_not_sound(int at, int cores)
    {
        ReadOnlyMemory<byte>[] grains = Delivered(6_000);
        byte[] bad = RawBlob.Of("82a26361cc01" + RawBlob.TypeOf);
        grains[at] = bad;
        grains[at + 1] = new byte[] { 1, 2, 3 };
        MgWriterOptions options = new() { Cores = cores };
        byte[] file = Write(options, writer =>
        {
            OmsFault alone = Assert.Throws<OmsException>(() => writer.Add(bad))!.Fault;
            Assert.That(Assert.Throws<OmsException>(() => writer.AddRange(grains))!.Fault, Is.EqualTo(alone));
            Assert.That(writer.Added, Is.EqualTo(at));
            writer.AddRange([.. grains.Skip(at + 2)]);
        });
        byte[] expected = Write(options, writer =>
        {
            foreach (ReadOnlyMemory<byte> grain in grains[..at].Concat(grains[(at + 2)..])) writer.Add(grain.Span);
        });
        Assert.That(file.AsSpan().SequenceEqual(expected), Is.True);
    }

    [Test]
    public void Options_count_and_a_complete_file_takes_no_more()
    {
        ReadOnlyMemory<byte>[] grains = [RawBlob.Of("82a26361cc01" + RawBlob.TypeOf)];
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        writer.AddRange(grains, new() { Mode = ReadingMode.Compatible });
        Assert.That(() => writer.AddRange(null!), Throws.ArgumentNullException);
        Assert.That(writer.Complete().Count, Is.EqualTo(1));
        Assert.That(() => writer.AddRange([]), Throws.InvalidOperationException);
    }

    private static byte[] Write(MgWriterOptions options, Action<MgFileWriter> add)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        add(writer);
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>Grains of which some are signed and some there twice.</summary>
    private static ReadOnlyMemory<byte>[] Delivered(int count) => [.. Enumerable.Range(0, count).Select(static i =>
        i % 50 == 7 ? Envelopes.Around(Envelopes.Bare(i, 1000 * (i % 97)).Span) : Samples.Grain(i % 60 == 3 ? 3 : i, 1000 * (i % 97)).Memory)];
}
