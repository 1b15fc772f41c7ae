namespace OpenMemory.Tests;

/// <summary>Grains are found by what their headers say.</summary>
[TestFixture]
public sealed class MgFilterTests
{
    private static readonly GrainBlob[] s_grains =
    [
        Fact("a", 1_000_500, "support"), Fact("b", 2_000_000, "support", "pii:name"), Fact("c", 3_000_000, null, "phi:diagnosis"),
        Samples.Grain(1, 2_000_000), Fact("d", -5000, "sales"), Fact("e", 5_000_000_000_000, "sales", "reg:gdpr"),
    ];

    private static IEnumerable<TestCaseData> Filters =>
    [
        new(default(GrainHeaderFilter), "0 1 2 3 4 5"),
        new(new GrainHeaderFilter { Type = GrainType.Reasoning }, "3"),
        new(new GrainHeaderFilter { Namespace = "support" }, "0 1"),
        new(new GrainHeaderFilter { Namespace = "" }, "2 3"),
        new(new GrainHeaderFilter { MinSensitivity = Sensitivity.Pii }, "1 2"),
        new(new GrainHeaderFilter { MaxSensitivity = Sensitivity.Internal }, "0 3 4 5"),
        new(new GrainHeaderFilter { MinSensitivity = Sensitivity.Internal, MaxSensitivity = Sensitivity.Pii }, "1 5"),
        new(new GrainHeaderFilter { From = At(1_000_900) }, "0 1 2 3 5"), // the second in which it lies, R-11's clamped ones
        new(new GrainHeaderFilter { From = At(1_001_000) }, "1 2 3 5"),
        new(new GrainHeaderFilter { To = At(2_000_000) }, "0 4"),
        new(new GrainHeaderFilter { To = At(2_000_001) }, "0 1 3 4"),
        new(new GrainHeaderFilter { To = At(-10_000) }, "4"),
        new(new GrainHeaderFilter { From = At(6_000_000_000_000) }, "5"),
        new(new GrainHeaderFilter { Type = GrainType.Fact, Namespace = "sales", MinSensitivity = Sensitivity.Internal }, "5"),
    ];

    [TestCaseSource(nameof(Filters))]
    public void A_filter_finds_what_it_says(GrainHeaderFilter filter, string expected) // §3.1
    {
        using MgFileReader file = MgFileReader.Open(Samples.Write(default, s_grains));
        Assert.That(string.Join(' ', file.Where(filter)), Is.EqualTo(expected));
    }

    [Test]
    public void Filtering_allocates_nothing()
    {
        using MgFileReader file = MgFileReader.Open(Samples.Write(default, Samples.Many(50)));
        GrainHeaderFilter filter = new() { From = At(20_000), Namespace = "" };
        int found = 0;
        long allocated = Allocations.Of(() =>
        {
            found = 0;
            foreach (int _ in file.Where(filter)) found++;
        });
        Assert.That((found, allocated), Is.EqualTo((30, 0L)));
    }

    [Test]
    public void A_grain_without_a_header_matches_nothing_and_an_envelope_shows_the_one_inside()
    {
        byte[] blob = s_grains[0].Span.ToArray();
        byte[] envelope = [0x84, 0x43, 1, 2, 3, 0xa1, 0x04, 0x20, 0x58, (byte)blob.Length, .. blob, 0x40];
        using MgFileReader file = MgFileReader.Open(Samples.Raw(default, [2, 0, 0, 0], envelope, [0xd2, .. envelope], [0x84, 0x43]));
        Assert.That(string.Join(' ', file.Where(default)), Is.EqualTo("1 2"));
        Assert.That(file.TryReadHeader(2, out GrainHeader header), Is.True);
        Assert.That(header, Is.EqualTo(s_grains[0].Header));
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static GrainBlob Fact(string subject, long createdAt, string? ns, params string[] tags) => new Fact
    {
        Subject = subject, Relation = "is", Object = "here", CreatedAt = createdAt, Namespace = ns, StructuralTags = tags.Length == 0 ? null : tags, Confidence = 1,
    }.ToBlob();
}
