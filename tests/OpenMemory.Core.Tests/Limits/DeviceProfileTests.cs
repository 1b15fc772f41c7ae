namespace OpenMemory.Tests;

/// <summary>
/// Every preset of <see cref="CodecLimits"/> in both encodings: what is exactly as large or as deep as allowed passes on every
/// road, one byte or one level more does not (§18, §4.10, OMS-3.3-2, OMS-4.10-2, OMS-18-1, R-50).
/// </summary>
[TestFixture]
public sealed class DeviceProfileTests
{
    private static readonly Dictionary<string, CodecLimits> s_presets = new()
    {
        ["Lightweight"] = CodecLimits.Lightweight,
        ["Standard"] = CodecLimits.Standard,
        ["Extended"] = CodecLimits.Extended,
        ["Untrusted"] = CodecLimits.Untrusted,
        ["Compatible"] = CodecLimits.Compatible,
        ["Trusted"] = CodecLimits.Trusted,
    };

    private static IEnumerable<TestCaseData> Profiles()
    {
        (string Name, int Bytes, int Depth)[] profiles =
        [
            ("Lightweight", 512, 8), ("Standard", 32 << 10, 16), ("Extended", 1 << 20, 32), ("Untrusted", 16 << 20, 32),
            ("Compatible", 16 << 20, 256), ("Trusted", 1 << 30, 256),
        ];
        return profiles.SelectMany(static profile => Enum.GetValues<PayloadEncoding>().Select(encoding => new TestCaseData(profile.Name, profile.Bytes, profile.Depth, encoding)));
    }

    [TestCaseSource(nameof(Profiles))]
    public void The_largest_grain_passes_and_one_byte_more_does_not(string preset, int bytes, int depth, PayloadEncoding encoding)
    {
        Assert.That(s_presets[preset], Is.EqualTo(new CodecLimits(bytes, depth)));
        // A gibibyte would take several of memory: there the size is a configured one.
        CodecLimits limits = bytes > 16 << 20 ? s_presets[preset] with { MaxBlobBytes = bytes = (3 << 20) + 7 } : s_presets[preset];
        Reasoning largest = OfLength(bytes, encoding), tooLarge = OfLength(bytes + 1, encoding);
        GrainBlob blob = largest.ToBlob(limits);
        Assert.That(blob.Length, Is.EqualTo(bytes));
        Assert.That(Through(largest, limits), Is.EqualTo(blob));
        Assert.That((GrainJson.Parse(GrainJson.ToJson(largest)) with { Encoding = encoding }).ToBlob(limits), Is.EqualTo(blob));
        Assert.That(blob.ToGrain().ToBlob(limits), Is.EqualTo(blob), "what was read");
        Refuses(() => tooLarge.ToBlob(limits), "OMS-18-1");
        Refuses(() => Through(tooLarge, limits), "OMS-18-1");
        Refuses(() => (GrainJson.Parse(GrainJson.ToJson(tooLarge)) with { Encoding = encoding }).ToBlob(limits), "OMS-18-1");

        GrainBlob beyond = tooLarge.ToBlob(CodecLimits.Trusted);
        Refuses(() => beyond.ToGrain().ToBlob(limits), "OMS-18-1");
        foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
        {
            GrainReadOptions options = new() { Limits = limits, Mode = mode };
            Assert.That(GrainView.TryParse(blob.Span, out _, out OmsFault inside, options), Is.True, inside.ToString());
            Assert.That(GrainView.TryParse(beyond.Span, out _, out OmsFault fault, options), Is.False);
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2", (long)bytes)));
            Refuses(() => ReceivedGrain.Read(beyond.Span, options), "OMS-3.3-2");
        }
    }

    [TestCaseSource(nameof(Profiles))]
    public void The_deepest_grain_passes_and_one_level_more_does_not(string preset, int bytes, int depth, PayloadEncoding encoding)
    {
        CodecLimits limits = s_presets[preset] with { MaxBlobBytes = Math.Max(bytes, 1024) }; // as deep as 256 arrays take little
        foreach (bool maps in (bool[])[false, true])
        {
            // The payload map is level 1 (§4.10).
            Reasoning deepest = OfDepth(depth - 1, maps, encoding), tooDeep = OfDepth(depth, maps, encoding);
            GrainBlob blob = deepest.ToBlob(limits);
            Assert.That(Through(deepest, limits), Is.EqualTo(blob));
            Assert.That((GrainJson.Parse(GrainJson.ToJson(deepest)) with { Encoding = encoding }).ToBlob(limits), Is.EqualTo(blob));
            Refuses(() => tooDeep.ToBlob(limits), "OMS-4.10-2");
            Refuses(() => Through(tooDeep, limits), "OMS-4.10-2");
            byte[] beyond = encoding == PayloadEncoding.Cbor
                ? RawCbor.WithValue(RawCbor.Nested(depth, maps))
                : RawBlob.WithValue(RawBlob.Nested(depth, maps));
            foreach (ReadingMode mode in Enum.GetValues<ReadingMode>())
            {
                GrainReadOptions options = new() { Limits = limits, Mode = mode };
                Assert.That(GrainView.TryParse(blob.Span, out _, out OmsFault inside, options), Is.True, inside.ToString());
                Assert.That(GrainView.TryParse(beyond, out _, out OmsFault fault, options), Is.False);
                Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.10-2")));
            }
        }
    }

    [Test]
    public void Without_limits_the_Canonical_mode_reads_32_levels_and_the_Compatible_one_256([Values] PayloadEncoding encoding)
    {
        foreach ((ReadingMode mode, int most) in ((ReadingMode, int)[])[(ReadingMode.Canonical, 32), (ReadingMode.Compatible, 256)])
        {
            GrainBlob deepest = OfDepth(most - 1, maps: true, encoding).ToBlob(CodecLimits.Trusted);
            byte[] beyond = encoding == PayloadEncoding.Cbor
                ? RawCbor.WithValue(RawCbor.Nested(most, maps: true))
                : RawBlob.WithValue(RawBlob.Nested(most, maps: true));
            Assert.That(GrainView.TryParse(deepest.Span, out _, out OmsFault fault, new() { Mode = mode }), Is.True, fault.ToString());
            Assert.That(GrainView.TryParse(beyond, out _, out fault, new() { Mode = mode }), Is.False);
            Assert.That(fault.Rule, Is.EqualTo("OMS-4.10-2"));
        }
    }

    [Test]
    public void The_size_that_counts_is_the_one_of_the_encoding_that_is_written() // 3 bytes for a half, 9 in MessagePack
    {
        Reasoning halves = new() { CreatedAt = 1, Extra = new() { ["x"] = Enumerable.Repeat((OmsValue)1.5, 150).ToArray() } };
        Refuses(() => halves.ToBlob(CodecLimits.Lightweight), "OMS-18-1");
        Refuses(() => Through(halves, CodecLimits.Lightweight), "OMS-18-1");
        Reasoning cbor = halves with { Encoding = PayloadEncoding.Cbor };
        Assert.That(cbor.ToBlob(CodecLimits.Lightweight).Length, Is.InRange(450, 512));
        Assert.That(Through(cbor, CodecLimits.Lightweight), Is.EqualTo(cbor.ToBlob()));

        // 24 … 127 take two bytes in CBOR, one in MessagePack.
        Reasoning numbers = new() { CreatedAt = 1, Extra = new() { ["x"] = Enumerable.Repeat((OmsValue)100, 400).ToArray() } };
        Assert.That(numbers.ToBlob(CodecLimits.Lightweight).Length, Is.LessThan(512));
        Refuses(() => (numbers with { Encoding = PayloadEncoding.Cbor }).ToBlob(CodecLimits.Lightweight), "OMS-18-1");
        Refuses(() => Through(numbers with { Encoding = PayloadEncoding.Cbor }, CodecLimits.Lightweight), "OMS-18-1");
    }

    /// <summary>A grain whose blob has exactly so many bytes.</summary>
    private static Reasoning OfLength(int length, PayloadEncoding encoding)
    {
        int text = length - 64;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            Reasoning grain = new() { CreatedAt = 1, Encoding = encoding, Conclusion = new string('x', text) };
            int off = length - grain.ToBlob(CodecLimits.Trusted).Length;
            if (off == 0) return grain;
            text += off;
        }
        throw new AssertionException($"no text makes a blob of {length} bytes");
    }

    private static Reasoning OfDepth(int levels, bool maps, PayloadEncoding encoding)
    {
        OmsValue value = 0;
        for (int i = 0; i < levels; i++) value = maps ? new OmsMap { ["k"] = value } : OmsValue.FromArray(value);
        return new() { CreatedAt = 1, Encoding = encoding, Extra = new() { ["x"] = value } };
    }

    /// <summary>The same grain through the hot-path writer.</summary>
    private static GrainBlob Through(Reasoning grain, CodecLimits limits)
    {
        using GrainWriter writer = new(GrainType.Reasoning, new() { Encoding = grain.Encoding, Limits = limits });
        foreach ((string name, OmsValue value) in grain.Extra) writer.WriteExtra(name, value);
        writer.Write(Field.Conclusion, grain.Conclusion);
        writer.Write(Field.CreatedAt, 1);
        return writer.ToBlob();
    }

    private static void Refuses(Action write, string rule)
    {
        OmsException? exception = Assert.Throws<OmsException>(() => write());
        Assert.That((exception!.Code, exception.Fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, rule)));
    }
}
