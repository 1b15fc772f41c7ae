namespace OpenMemory.Tests;

/// <summary>Size limits just inside and just outside, on reading and on writing (OMS-3.3-2, OMS-18-1).</summary>
[TestFixture]
public sealed class LimitTests
{
    private static readonly (string Name, CodecLimits Limits)[] s_presets =
    [
        ("untrusted", CodecLimits.Untrusted), ("default", default), ("extended", CodecLimits.Extended), ("standard", CodecLimits.Standard),
        ("lightweight", CodecLimits.Lightweight), ("tiny", new(100, 8)),
    ];

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    public void The_largest_blob_passes_and_one_byte_more_does_not(int preset)
    {
        CodecLimits limits = s_presets[preset].Limits;
        int most = limits.MaxBlobBytes > 0 ? limits.MaxBlobBytes : 16 << 20;
        Reasoning largest = OfLength(most), tooLarge = OfLength(most + 1);
        GrainBlob blob = largest.ToBlob(limits);
        Assert.That(blob.Length, Is.EqualTo(most));
        Assert.That(GrainView.TryParse(blob.Span, out _, out _, new() { Limits = limits }), Is.True);

        OmsException? written = Assert.Throws<OmsException>(() => tooLarge.ToBlob(limits));
        Assert.That((written!.Code, written.Fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-18-1")));
        byte[] bytes = tooLarge.ToBlob(CodecLimits.Trusted).Span.ToArray();
        Assert.That(GrainView.TryParse(bytes, out _, out OmsFault read, new() { Limits = limits }), Is.False);
        Assert.That((read.Code, read.Rule, read.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2", (long)most)));
    }

    [TestCase(3_000)]
    [TestCase(30_000)]
    public void A_blob_that_is_too_large_as_a_whole_names_no_field(int length) // OMS-18-1
    {
        Fact fact = new() { Subject = "s", Relation = "r", Object = new string('x', length), Confidence = 1, CreatedAt = 1 };
        OmsException? fault = Assert.Throws<OmsException>(() => fact.ToBlob(new CodecLimits(2_000, 8)));
        Assert.That((fault!.Fault.Rule, fault.Fault.Field), Is.EqualTo(("OMS-18-1", (string?)null)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void What_fits_after_normalization_is_written_whatever_was_written_before(bool afterLargeGrain)
    {
        // 9,000 bytes as given, 3,000 in normalization form C: the blob is inside the limit (OMS-4.4-1 comes before the size).
        Reasoning grain = new() { CreatedAt = 1, Conclusion = string.Concat(Enumerable.Repeat("\u1100\u1161\u11A8", 1000)) };
        Watched.Run(TimeSpan.FromSeconds(20), () =>
        {
            // A new thread has a new writer, whose buffer is small until it wrote something large.
            if (afterLargeGrain) OfLength(100_000).ToBlob();
            Assert.That(grain.ToBlob(new(4096, 32)).Length, Is.LessThan(4096));
        });
    }

    [Test]
    public void A_runaway_grain_is_stopped_before_it_takes_all_memory()
    {
        OmsValue chunk = new string('x', 1 << 16);
        OmsValue[] many = [.. Enumerable.Repeat(chunk, 4000)]; // 256 MiB if it were written out
        Reasoning grain = new() { CreatedAt = 1, Extra = new() { ["x"] = many } };
        Watched.Run(TimeSpan.FromSeconds(20), () =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            OmsException? fault = Assert.Throws<OmsException>(() => grain.ToBlob(CodecLimits.Extended));
            Assert.That(fault!.Fault.Rule, Is.EqualTo("OMS-18-1"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 << 20));
        });
    }

    [Test]
    public void A_writer_gives_back_what_a_large_grain_needed()
    {
        Watched.Run(TimeSpan.FromSeconds(30), () =>
        {
            new Reasoning { CreatedAt = 1, Conclusion = "small" }.ToBlob();
            long before = GC.GetTotalMemory(forceFullCollection: true);
            WriteLarge();
            long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            Assert.That(kept, Is.LessThan(4 << 20), "the thread's writer keeps no more than a mebibyte of each buffer");
            new Reasoning { CreatedAt = 1, Conclusion = "small" }.ToBlob(); // keeps the writer alive until here
        });
    }

    /// <summary>A method of its own, so that nothing of the grain is alive after it.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void WriteLarge()
    {
        string text = string.Create(8 << 20, 0, static (chars, _) =>
        {
            for (int i = 0; i < chars.Length; i++) chars[i] = (i & 1) == 0 ? 'e' : '\u0301';
        });
        new Reasoning { CreatedAt = 1, Conclusion = text }.ToBlob();
    }

    [TestCase(0, 32)]
    [TestCase(-1, 32)]
    [TestCase(1000, 256)]
    [TestCase(256, 256)]
    [TestCase(1, 1)]
    public void A_depth_that_was_never_set_is_the_default_and_the_greatest_is_256(int given, int meant)
    {
        GrainReadOptions options = new() { Limits = new(1 << 20, given) };
        byte[] inside = meant == 1 ? RawBlob.WithValue([1]) : RawBlob.WithValue(RawBlob.Nested(meant - 1, maps: false));
        Assert.That(GrainView.TryParse(inside, out _, out OmsFault fault, options), Is.True, fault.ToString());
        Assert.That(GrainView.TryParse(RawBlob.WithValue(RawBlob.Nested(meant, maps: false)), out _, out _, options), Is.False);
    }

    private static Reasoning OfLength(int length)
    {
        int overhead = new Reasoning { CreatedAt = 1, Conclusion = "" }.ToBlob().Length - 1;
        int text = length - overhead;
        text -= text < 33 ? 1 : text < 258 ? 2 : text < 65539 ? 3 : 5;
        return new() { CreatedAt = 1, Conclusion = new string('x', text) };
    }
}
