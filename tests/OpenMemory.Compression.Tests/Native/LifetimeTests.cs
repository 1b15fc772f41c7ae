using System.Runtime.CompilerServices;

namespace OpenMemory.Compression.Tests;

/// <summary>Native memory is given back, by whoever disposes or by the collector.</summary>
[TestFixture]
public sealed class LifetimeTests
{
    [Test]
    public void What_nobody_disposes_the_collector_frees()
    {
        WeakReference[] contexts = Forgotten();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(contexts.Where(static context => context.Target is NativeContext { IsClosed: false }), Is.Empty);
    }

    [Test]
    public void Disposing_frees_at_once_and_twice_does_no_harm()
    {
        ZstdEncoder zstdEncoder = (ZstdEncoder)SystemCodecs.Zstd.CreateEncoder();
        Lz4Encoder lz4Encoder = (Lz4Encoder)SystemCodecs.Lz4.CreateEncoder();
        NativeDecoder[] decoders = [(NativeDecoder)SystemCodecs.Zstd.CreateDecoder(), (NativeDecoder)SystemCodecs.Lz4.CreateDecoder()];
        NativeContext[] contexts = [zstdEncoder.Context, lz4Encoder.Context, .. decoders.Select(static decoder => decoder.Context)];
        Assert.That(contexts.Select(static context => context.IsClosed || context.IsInvalid), Is.All.False);
        for (int i = 0; i < 2; i++)
        {
            foreach (IDisposable each in (IEnumerable<IDisposable>)[zstdEncoder, lz4Encoder, .. decoders]) each.Dispose();
        }
        Assert.That(contexts.Select(static context => context.IsClosed), Is.All.True);
    }

    [Test]
    public void Thousands_of_contexts_in_turn_take_no_more_memory_than_one()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Memory is read from /proc.");
        byte[] data = TestData.Text(1000);
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 100) before = Resident();
            foreach (IMgCodec codec in SystemCodecs.All) Frames.Read(codec, Frames.Compress(codec, data, int.MaxValue, 4096), int.MaxValue, 4096);
        }
        Assert.That(Resident() - before, Is.LessThan(64 << 20), "contexts have 100 KiB and more");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Forgotten()
    {
        List<WeakReference> contexts = [];
        for (int i = 0; i < 10; i++)
        {
            ZstdEncoder zstd = (ZstdEncoder)SystemCodecs.Zstd.CreateEncoder();
            Lz4Encoder lz4 = (Lz4Encoder)SystemCodecs.Lz4.CreateEncoder();
            foreach (IMgEncoder encoder in new IMgEncoder[] { zstd, lz4 }) encoder.Compress([1, 2, 3], new byte[100], out _, out _, false);
            contexts.Add(new(zstd.Context, trackResurrection: true));
            contexts.Add(new(lz4.Context, trackResurrection: true));
            foreach (IMgCodec codec in SystemCodecs.All) contexts.Add(new(((NativeDecoder)codec.CreateDecoder()).Context, trackResurrection: true));
        }
        return [.. contexts];
    }

    private static long Resident() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * Environment.SystemPageSize;
}
