using System.Security.Cryptography;

namespace OpenMemory.Tests;

/// <summary>The hash of a file is computed beside its writing; the stream knows nothing of that.</summary>
[TestFixture]
public sealed class MgWriterThreadsTests
{
    private const int Size = 300_000;

    private static GrainBlob[] Grains { get; } = [.. Enumerable.Range(0, 20).Select(static i => Samples.Large(i, Size))];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(8)]
    public void A_file_of_many_pieces_has_its_hash(int cores) // OMS-11.5-1
    {
        byte[] file = Samples.Write(new() { Cores = cores }, Grains);
        Assert.That(SHA256.HashData(file.AsSpan(0, file.Length - 32)).AsSpan().SequenceEqual(file.AsSpan(file.Length - 32)), Is.True);
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void A_stream_that_fails_at_any_write_is_left_alone_afterwards([Values(1, 4)] int cores)
    {
        WatchedStream whole = new(int.MaxValue);
        Write(whole, cores);
        Assert.That(whole.Writes, Is.GreaterThan(5));
        for (int n = 0; n < whole.Writes; n++)
        {
            WatchedStream stream = new(n);
            Assert.That(() => Write(stream, cores), Throws.Exception.SameAs(stream.Failure), $"write {n}");
            Assert.That((stream.Writes, stream.IsOfOneThread), Is.EqualTo((n + 1, true)));
        }
    }

    [TestCase(1)]
    [TestCase(4)]
    public void Cancelled_midway_nothing_more_is_written_and_no_file_appears(int cores)
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource source = new();
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"], new() { Cores = cores, KeepDuplicates = true }))
        {
            for (int i = 0; i < 10_000; i++) writer.Add(Samples.Grain(i));
            for (int i = 0; i < 10; i++) writer.Add(Grains[i]);
            for (int i = 0; i < 10_000; i++) writer.Add(Samples.Grain(i));
            Assert.That(() => writer.Complete(new Cancelling(source), source.Token), Throws.InstanceOf<OperationCanceledException>());
        }
        Assert.That(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(folder["a.mg"])!), Is.Empty);
    }

    private static void Write(Stream stream, int cores)
    {
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { Cores = cores });
        foreach (GrainBlob grain in Grains) writer.Add(grain);
        writer.Complete();
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<MgProgress>
    {
        public void Report(MgProgress value) => source.Cancel();
    }

    /// <summary>Fails at the n-th write, and sees who writes.</summary>
    private sealed class WatchedStream(int failAt) : MemoryStream
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;

        internal IOException Failure { get; } = new("no room");

        internal int Writes { get; private set; }

        internal bool IsOfOneThread { get; private set; } = true;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            IsOfOneThread &= Environment.CurrentManagedThreadId == _thread;
            if (Writes++ == failAt) throw Failure;
        }
    }
}
