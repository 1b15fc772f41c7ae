namespace OpenMemory.Tests;

/// <summary>A file appears whole or not at all, and an old one stays until then.</summary>
[TestFixture]
public sealed class MgReplaceTests
{
    [TestCase(100)]
    [TestCase(3 << 20)] // the grains already wait in a temporary file
    public void A_file_that_was_not_completed_leaves_nothing(int size)
    {
        using TemporaryFolder folder = new();
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"]))
        {
            writer.Add(Samples.Large(1, size));
            writer.Add(Samples.Large(2, size));
            Assert.That(folder.Names, Has.None.EqualTo("a.mg"));
        }
        Assert.That(folder.Names, Is.Empty);
    }

    [TestCase(100)]
    [TestCase(3 << 20)]
    public void Completing_replaces_an_existing_file_and_leaves_only_it(int size)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.mg"], "something else");
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"]))
        {
            writer.Add(Samples.Large(1, size));
            Assert.That(File.ReadAllText(folder["a.mg"]), Is.EqualTo("something else"));
            writer.Complete();
        }
        Assert.That(folder.Names, Is.EqualTo(new[] { "a.mg" }));
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"]);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        Assert.That(reader.GetBlob(0), Is.EqualTo(Samples.Large(1, size)));
    }

    [TestCase(100)]
    [TestCase(3 << 20)] // mapped: the old bytes stay as long as the map
    public void A_reader_of_the_old_file_reads_on(int size)
    {
        using TemporaryFolder folder = new();
        GrainBlob old = Samples.Large(1, size);
        Write(folder["a.mg"], old);
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"]);
        Write(folder["a.mg"], Samples.Grain(2));
        Assert.That(reader[0].SequenceEqual(old.Span), Is.True);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        using MgFileReader newer = MgFileReader.Open(folder["a.mg"]);
        Assert.That(newer.GetBlob(0), Is.EqualTo(Samples.Grain(2)));
    }

    [TestCase(100)]
    [TestCase(3 << 20)]
    public void An_abandoned_writer_leaves_the_old_file_as_it_was(int size)
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"], Samples.Grain(1));
        byte[] before = File.ReadAllBytes(folder["a.mg"]);
        MgFileWriter abandoned = MgFileWriter.Create(folder["a.mg"]); // neither completed nor disposed, as after a kill
        abandoned.Add(Samples.Large(2, size));
        abandoned.Add(Samples.Large(3, size));
        Assert.That(File.ReadAllBytes(folder["a.mg"]), Is.EqualTo(before));
        Write(folder["b.mg"], Samples.Grain(4));
        Assert.That(folder.Names, Does.Contain("b.mg"), "its remains are in nobody's way");
        abandoned.Dispose();
        Assert.That(folder.Names, Is.EqualTo(new[] { "a.mg", "b.mg" }));
    }

    [TestCase(0)]
    [TestCase(20)]
    [TestCase(300_000)]
    [TestCase(2_000_000)]
    public void A_stream_that_fails_in_the_middle_is_the_caller_s_exception(int after)
    {
        using FailingStream stream = new(after);
        using MgFileWriter writer = MgFileWriter.Create(stream);
        writer.Add(Samples.Large(1, 3 << 20));
        Assert.That(stream.Taken, Is.Zero, "nothing is written before the end");
        Assert.That(Assert.Throws<IOException>(() => writer.Complete())!.Message, Is.EqualTo("no room"));
        Assert.Throws<InvalidOperationException>(() => writer.Complete(), "half a file is not completed a second time");
    }

    [Test]
    public void A_file_that_cannot_take_its_place_leaves_no_temporary_one()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["a.mg"]);
        File.WriteAllText(Path.Combine(folder["a.mg"], "inside"), "x");
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"]))
        {
            writer.Add(Samples.Large(1, 3 << 20));
            Assert.That(() => writer.Complete(), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        }
        Assert.That(folder.Names, Is.EqualTo(new[] { "a.mg" }));
        Assert.That(Directory.Exists(folder["a.mg"]), Is.True);
    }

    [Test]
    public void The_stream_stays_open_and_goes_on_where_it_stood()
    {
        using MemoryStream stream = new();
        stream.Write([1, 2, 3]);
        using (MgFileWriter writer = MgFileWriter.Create(stream))
        {
            writer.Add(Samples.Grain(1));
            writer.Complete();
        }
        stream.Write([4]);
        byte[] bytes = stream.ToArray();
        Assert.That(bytes[3..^1], Is.EqualTo(Samples.Write(default, Samples.Grain(1))));
    }

    private static void Write(string path, GrainBlob grain)
    {
        using MgFileWriter writer = MgFileWriter.Create(path);
        writer.Add(grain);
        writer.Complete();
    }

    private sealed class FailingStream(int after) : MemoryStream
    {
        internal int Taken { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Taken + buffer.Length > after) throw new IOException("no room");
            Taken += buffer.Length;
        }
    }
}
