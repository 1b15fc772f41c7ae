using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What a query asks of a grain, the same for every store.</summary>
[TestFixture]
public sealed class GrainMatcherTests
{
    private static readonly GrainBlob s_fact = new Fact
    {
        Subject = "Zo\u00eb", Relation = "owns", Object = "a router", Confidence = 1, Importance = 0.5, CreatedAt = 5_500, Namespace = "support",
        UserId = "zoe", SessionId = "s1", RunId = "r1", StructuralTags = ["blue", "x:1"], SuccessCount = 3, ProcessingBasis = new string('a', 64),
    }.ToBlob();

    private static readonly GrainBlob s_custom = new CustomGrain(0xf1)
    {
        Map = new() { ["t"] = "app", ["s"] = "Zo\u00eb", ["user_id"] = "zoe", ["ca"] = 9_000, ["count"] = 2 },
    }.ToBlob();

    private static readonly GrainBlob s_goal = new Goal { Description = "done", GoalState = "active", CreatedAt = 1_000 }.ToBlob();

    private static IEnumerable<TestCaseData> Questions()
    {
        yield return Case("everything", new(), true, true, true);
        yield return Case("type", new() { Types = [GrainType.Fact, GrainType.Event] }, true, false, false);
        yield return Case("application type", new() { Types = [(GrainType)0xf1] }, false, true, false);
        yield return Case("no type", new() { Types = [] }, false, false, false);
        yield return Case("namespace", new() { Namespaces = ["sales", "support"] }, true, false, false);
        yield return Case("no namespace", new() { Namespaces = [""] }, false, true, true);
        yield return Case("one or no namespace", new() { Namespaces = ["", "support"] }, true, true, true);
        yield return Case("no namespace allowed", new() { Namespaces = [] }, false, false, false);
        yield return Case("subject, not in NFC", new() { Subject = "Zoe\u0308" }, true, true, false);
        yield return Case("case matters", new() { Subject = "zo\u00eb" }, false, false, false);
        yield return Case("half a character", new() { Subject = "Zo\ud800" }, false, false, false);
        yield return Case("empty text", new() { Subject = "" }, false, false, false);
        yield return Case("relation and object", new() { Relation = "owns", Object = "a router" }, true, false, false);
        yield return Case("user by full name where there is no schema", new() { UserId = "zoe" }, true, true, false);
        yield return Case("session and run", new() { SessionId = "s1", RunId = "r1" }, true, false, false);
        yield return Case("other run", new() { SessionId = "s1", RunId = "r2" }, false, false, false);
        yield return Case("time in the payload's milliseconds", new() { From = 5_500, To = 5_501 }, true, false, false);
        yield return Case("time ends before its end", new() { To = 5_500 }, false, false, true);
        yield return Case("from", new() { From = 5_501 }, false, true, false);
        yield return Case("integer", Where(Field.SuccessCount, 3), true, false, false);
        yield return Case("whole float for an integer (R-14)", Where(Field.SuccessCount, 3.0), true, false, false);
        yield return Case("integer for a float (R-14)", Where(Field.Confidence, 1), true, false, false);
        yield return Case("float", Where(Field.Importance, 0.5), true, false, false);
        yield return Case("other float", Where(Field.Importance, 0.50000000001), false, false, false);
        yield return Case("number for a text", Where(Field.Subject, 1), false, false, false);
        yield return Case("text for a number", Where(Field.SuccessCount, "3"), false, false, false);
        yield return Case("element of an array", Where(Field.StructuralTags, "x:1"), true, false, false);
        yield return Case("part of an element", Where(Field.StructuralTags, "x"), false, false, false);
        yield return Case("field of another type", Where(Field.GoalState, "active"), false, false, true);
        yield return Case("no field", Where(default, "x"), false, false, false);
        yield return Case("two conditions", new() { Where = [new(Field.UserId, "zoe"), new(Field.ProcessingBasis, new string('a', 64))] }, true, false, false);

        static TestCaseData Case(string name, GrainQuery query, bool fact, bool custom, bool goal) =>
            new TestCaseData(query, fact, custom, goal).SetArgDisplayNames(name);

        static GrainQuery Where(Field field, OmsValue value) => new() { Where = [new(field, value)] };
    }

    [TestCaseSource(nameof(Questions))]
    public void A_question_is_answered_by_what_a_grain_says(GrainQuery query, bool fact, bool custom, bool goal)
    {
        GrainMatcher matcher = new(query);
        bool[] answers = [.. new[] { s_fact, s_custom, s_goal }.Select(grain => matcher.Matches(grain.View(), IndexEntry.Default))];
        Assert.That(answers, Is.EqualTo(new[] { fact, custom, goal }));
    }

    private static readonly ContentAddress s_successor = ContentAddress.Compute("next"u8);

    private static readonly IndexEntry s_past = IndexEntry.Default with
    {
        State = new() { SupersededBy = s_successor, SystemValidTo = 7_000, VerificationStatus = IndexState.Retracted, AccessCount = 4 },
    };

    private static IEnumerable<TestCaseData> Statuses()
    {
        yield return Case("current", new(), true, false);
        yield return Case("any", new() { Status = GrainStatus.Any }, true, true);
        yield return Case("past", new() { Status = GrainStatus.Past }, false, true);
        yield return Case("the status says of when, where no system time is named", new() { Status = GrainStatus.Past, AsOf = new() }, false, true);
        yield return Case("known then (OMS-15.2-1)", new() { AsOf = new(KnownAt: 6_999) }, true, true);
        yield return Case("no longer known (OMS-15.2-1)", new() { AsOf = new(KnownAt: 7_000) }, true, false);
        yield return Case("not yet known", new() { AsOf = new(KnownAt: 5_499) }, false, false);
        yield return Case("status of the index", Any(Field.VerificationStatus, "retracted"), false, true);
        yield return Case("default status", Any(Field.VerificationStatus, "unverified"), true, false);
        yield return Case("successor", Any(Field.SupersededBy, s_successor), false, true);
        yield return Case("count", Any(Field.AccessCount, 4), false, true);
        yield return Case("count in no number", Any(Field.AccessCount, "4"), false, false);
        yield return Case("end", Any(Field.SystemValidTo, 7_000), false, true);
        yield return Case("never read", Any(Field.LastAccessedAt, 0), false, false);
        yield return Case("no rec_status", Any(Field.RecStatus, "pending"), false, false);

        static TestCaseData Case(string name, GrainQuery query, bool current, bool past) => new TestCaseData(query, current, past).SetArgDisplayNames(name);

        static GrainQuery Any(Field field, OmsValue value) => new() { Status = GrainStatus.Any, Where = [new(field, value)] };
    }

    [TestCaseSource(nameof(Statuses))]
    public void What_became_of_a_grain_is_the_index_s_word(GrainQuery query, bool current, bool past)
    {
        GrainMatcher matcher = new(query);
        Assert.That((matcher.Matches(s_fact.View(), IndexEntry.Default), matcher.Matches(s_fact.View(), s_past)), Is.EqualTo((current, past)));
    }

    [Test]
    public void Index_fields_in_a_blob_count_for_nothing() // OMS-5.6-4
    {
        GrainBlob liar = GrainBlob.Parse(
            [1, 0, 1, 0, 0, 0, 0, 0, 1, 0x82, 0xa1, (byte)'t', 0xa4, .. "fact"u8, 0xa7, .. "vstatus"u8, 0xa8, .. "verified"u8], new() { SkipSchema = true });
        Assert.That(liar.View().TryGet(Field.VerificationStatus, out _), Is.True);
        Assert.That(new GrainMatcher(new() { Where = [new(Field.VerificationStatus, "verified")] }).Matches(liar.View(), IndexEntry.Default), Is.False);
    }

    [Test]
    public void A_sealed_grain_answers_only_what_asks_nothing_about_its_fields()
    {
        // A form of somebody else's: its map has keys that look like fields.
        GrainBlob sealedGrain = GrainBlob.Parse([1, (byte)GrainFlags.Encrypted, 1, 0, 0, 0, 0, 0, 9, 0x82, 0xa1, (byte)'r', 0xa4, .. "owns"u8, 0xa1, (byte)'s', 0xa1, (byte)'x']);
        (GrainQuery Query, bool Matches)[] cases =
        [
            (new(), true), (new() { Types = [GrainType.Fact] }, true), (new() { From = 9_000, To = 9_001 }, true), (new() { From = 9_001 }, false),
            (new() { Relation = "owns" }, false), (new() { Subject = "x" }, false), (new() { Namespaces = [""] }, false),
            (new() { Status = GrainStatus.Past }, false), (new() { Where = [new(Field.AccessCount, 0)] }, true),
        ];
        foreach ((GrainQuery query, bool matches) in cases)
            Assert.That(new GrainMatcher(query).Matches(sealedGrain.View(), IndexEntry.Default), Is.EqualTo(matches), query.ToString());
        Assert.That(new GrainMatcher(new() { Subject = "x" }).Matches(GrainView.Parse(sealedGrain.Span), IndexEntry.Default), Is.False);
    }

    [Test]
    public void A_grain_that_is_not_in_nfc_is_compared_in_nfc()
    {
        GrainBlob peer = SubjectSamples.Peer(GrainType.Fact, ("t", "fact"), ("s", "Zoe\u0308"));
        Assert.That(peer.IsCanonical, Is.False);
        Assert.That(new GrainMatcher(new() { Subject = "Zo\u00eb" }).Matches(peer.View(), IndexEntry.Default), Is.True);
    }

    [TestCase(9007199254740993L, 9007199254740992.0, false), TestCase(9007199254740992L, 9007199254740992.0, true)]
    [TestCase(0L, -0.0, true), TestCase(1L, double.NaN, false), TestCase(long.MaxValue, 9223372036854775807.0, false)]
    public void Numbers_are_equal_only_where_no_rounding_makes_them_so(long integer, double number, bool isSame)
    {
        GrainBlob grain = new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["sc"] = integer } }.ToBlob();
        Assert.That(new GrainMatcher(new() { Where = [new(Field.SuccessCount, number)] }).Matches(grain.View(), IndexEntry.Default), Is.EqualTo(isSame));
        if (!double.IsFinite(number)) return;
        GrainBlob floating = new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["sc"] = number } }.ToBlob();
        Assert.That(new GrainMatcher(new() { Where = [new(Field.SuccessCount, integer)] }).Matches(floating.View(), IndexEntry.Default), Is.EqualTo(isSame));
    }

    [Test]
    public void Large_unsigned_integers_and_booleans_are_compared_too()
    {
        GrainBlob grain = new CustomGrain(0xf1) { Map = new() { ["t"] = "app", ["sc"] = ulong.MaxValue, ["rhr"] = true } }.ToBlob();
        Assert.That(Matches(Field.SuccessCount, ulong.MaxValue), Is.True);
        Assert.That(Matches(Field.SuccessCount, -1), Is.False);
        Assert.That(Matches(Field.SuccessCount, 18446744073709551616.0), Is.False);
        Assert.That((Matches(Field.RequiresHumanReview, true), Matches(Field.RequiresHumanReview, false), Matches(Field.RequiresHumanReview, 1)), Is.EqualTo((true, false, false)));

        bool Matches(Field field, OmsValue value) => new GrainMatcher(new() { Where = [new(field, value)] }).Matches(grain.View(), IndexEntry.Default);
    }

    [Test]
    public void A_condition_compares_with_a_text_a_number_or_a_boolean()
    {
        foreach (OmsValue value in (OmsValue[])[OmsValue.Null, new byte[] { 1 }, OmsMap.Empty, OmsValue.FromArray(1)])
            Assert.That(() => new GrainMatcher(new() { Where = [new(Field.Object, value)] }), Throws.ArgumentException);
    }
}
