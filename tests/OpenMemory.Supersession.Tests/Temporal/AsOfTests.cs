namespace OpenMemory.Supersession.Tests;

/// <summary>The four questions of §15.2 with the boundaries of R-40 (OMS-15.2-1).</summary>
[TestFixture]
public sealed class AsOfTests
{
    [TestCase(null, true)]
    [TestCase(5L, false)]
    public void Known_now_asks_whether_system_time_has_no_end(long? end, bool matches) =>
        Assert.That(new AsOf().Matches(Make.Fact("a").ToBlob().View(), Entry(end)), Is.EqualTo(matches));

    [TestCase(9, false)]
    [TestCase(10, true)]
    [TestCase(15, true)]
    [TestCase(20, true)]
    [TestCase(21, false)]
    public void R_40_Event_time_is_closed_on_both_ends(long on, bool matches)
    {
        GrainBlob grain = (Make.Fact("a") with { ValidFrom = 10, ValidTo = 20 }).ToBlob();
        Assert.That(new AsOf(on).Matches(grain.View(), IndexEntry.Default), Is.EqualTo(matches));
    }

    [Test]
    public void R_40_Absent_ends_of_event_time_are_open()
    {
        foreach (long on in (long[])[long.MinValue, -1, 0, long.MaxValue])
        {
            Assert.That(Matches(Make.Fact("a"), on), Is.True);
            Assert.That(Matches(Make.Fact("a") with { ValidFrom = 0 }, on), Is.EqualTo(on >= 0));
            Assert.That(Matches(Make.Fact("a") with { ValidTo = 0 }, on), Is.EqualTo(on <= 0));
        }
        static bool Matches(Grain grain, long on) => new AsOf(on).Matches(grain.ToBlob().View(), IndexEntry.Default);
    }

    [TestCase(99, null, false)]
    [TestCase(100, null, true)]
    [TestCase(199, 200L, true)]
    [TestCase(200, 200L, false)]
    [TestCase(100, 100L, false)]
    [TestCase(500, null, true)]
    public void R_40_System_time_is_half_open_and_begins_with_created_at(long at, long? end, bool matches) =>
        Assert.That(new AsOf(KnownAt: at).Matches((Make.Fact("a") with { CreatedAt = 100 }).ToBlob().View(), Entry(end)), Is.EqualTo(matches));

    [TestCase(100, false)]
    [TestCase(149, false)]
    [TestCase(150, true)]
    public void System_valid_from_goes_before_created_at(long at, bool matches) =>
        Assert.That(new AsOf(KnownAt: at).Matches((Make.Fact("a") with { CreatedAt = 100, SystemValidFrom = 150 }).ToBlob().View(), IndexEntry.Default), Is.EqualTo(matches));

    [Test]
    public void Both_questions_together_ask_what_was_known_then_about_a_day()
    {
        GrainBlob grain = (Make.Fact("a") with { CreatedAt = 100, ValidFrom = 10, ValidTo = 20 }).ToBlob();
        foreach ((long on, long at, bool matches) in ((long, long, bool)[])[(15, 150, true), (15, 99, false), (15, 200, false), (21, 150, false)])
            Assert.That(new AsOf(on, at).Matches(grain.View(), Entry(200)), Is.EqualTo(matches));
        Assert.That(new AsOf(15).Matches(grain.View(), Entry(200)), Is.False, "what was superseded is no longer known for true");
    }

    [Test]
    public void OMS_15_3_1_A_contradicted_grain_is_known_until_it_was_contradicted()
    {
        IndexEntry contradicted = Entry(200) with { IsContradicted = true };
        GrainBlob grain = (Make.Fact("a") with { CreatedAt = 100 }).ToBlob();
        Assert.That(new AsOf().Matches(grain.View(), contradicted), Is.False);
        Assert.That(new AsOf(KnownAt: 199).Matches(grain.View(), contradicted), Is.True);
    }

    [Test]
    public void A_sealed_grain_answers_nothing_about_event_time_and_begins_with_its_header()
    {
        GrainBlob grain = Make.Sealed[0];
        long start = 1000L * grain.Header.CreatedAtSeconds;
        Assert.That(new AsOf(start).Matches(grain.View(), IndexEntry.Default), Is.False);
        Assert.That(new AsOf().Matches(grain.View(), IndexEntry.Default), Is.True);
        Assert.That(new AsOf(KnownAt: start).Matches(grain.View(), IndexEntry.Default), Is.True);
        Assert.That(new AsOf(KnownAt: start - 1).Matches(grain.View(), IndexEntry.Default), Is.False);
    }

    /// <summary>Fractions move inwards; what is beyond 64 bits is at their end; what is no number holds on no day.</summary>
    [TestCase("vf", 10.5, 10, false)]
    [TestCase("vf", 10.5, 11, true)]
    [TestCase("vt", 10.5, 10, true)]
    [TestCase("vt", 10.5, 11, false)]
    [TestCase("vf", 1e300, long.MaxValue, true)]
    [TestCase("vf", 1e300, 0, false)]
    [TestCase("vt", -1e300, 0, false)]
    [TestCase("vf", "2026-01-15", long.MaxValue, false)]
    [TestCase("vt", true, 0, false)]
    [TestCase("valid_from", 10, 9, false)]
    public void Strange_values_never_throw(string key, object value, long on, bool matches) =>
        Assert.That(new AsOf(on).Matches(Make.Peer((GrainType)0xf1, ("t", "mine"), (key, value)).View(), IndexEntry.Default), Is.EqualTo(matches));

    [Test]
    public void Unsigned_numbers_are_at_the_end_of_time()
    {
        byte[] bytes = PeerBlob.Of(0xf1, 0, ("t", "mine"), ("vf", long.MaxValue));
        bytes[Array.LastIndexOf(bytes, (byte)0xcf) + 1] = 0xff;
        GrainView grain = GrainBlob.Parse(bytes).View();
        Assert.That(grain.TryGet("vf"u8, out FieldValue value) && value.IsUnsigned, Is.True);
        Assert.That(new AsOf(long.MaxValue).Matches(grain, IndexEntry.Default), Is.True);
        Assert.That(new AsOf(0).Matches(grain, IndexEntry.Default), Is.False);
    }

    [Test]
    public void No_vector_throws_and_nothing_is_allocated()
    {
        GrainBlob[] grains = [.. Vectors.Blobs.Select(static vector => GrainBlob.Parse(vector.Bytes, vector.Options))];
        int matching = 0;
        Assert.That(Allocations.Of(() =>
        {
            foreach (GrainBlob grain in grains.AsSpan(0, 20))
            {
                if (new AsOf(Make.Now, Make.Now).Matches(grain.View(), IndexEntry.Default)) matching++;
            }
        }), Is.Zero);
        foreach (GrainBlob grain in grains) Assert.That(new AsOf(KnownAt: long.MaxValue).Matches(grain.View(), IndexEntry.Default), Is.True);
        Assert.That(matching, Is.GreaterThan(0));
        Assert.That(() => new AsOf().Matches(grains[0].View(), null!), Throws.ArgumentNullException);
    }

    private static IndexEntry Entry(long? end) => end is null ? IndexEntry.Default : new() { State = new IndexState { SystemValidTo = end.Value } };
}
