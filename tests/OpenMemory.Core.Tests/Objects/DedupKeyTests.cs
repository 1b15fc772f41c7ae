using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The computed key of a Recommendation (OMS-8.12-7, R-44).</summary>
[TestFixture]
public sealed class DedupKeyTests
{
    [Test]
    public void Every_row_of_the_vectors_is_computed()
    {
        JsonElement[] rows = Vectors.Rows("dedup-key");
        Assert.That(rows, Has.Length.GreaterThan(15));
        foreach (JsonElement row in rows)
        {
            Assert.That(
                DedupKey.Compute(Text(row, "analyzer_id"), Text(row, "target_ref"), Text(row, "action_kind")),
                Is.EqualTo(Text(row, "dedup_key")), Text(row, "name"));
        }

        static string Text(JsonElement row, string property) => row.GetProperty(property).GetString()!;
    }

    [Test]
    public void Only_a_last_segment_of_digits_is_a_version()
    {
        string family = DedupKey.Compute("pub.name", "t", "cal");
        Assert.That(DedupKey.Compute("pub.name/1", "t", "cal"), Is.EqualTo(family));
        Assert.That(DedupKey.Compute("pub.name/999999999999999999999", "t", "cal"), Is.EqualTo(family));
        foreach (string other in (string[])["pub.name/", "pub.name/1a", "pub.name/v1", "pub.name/1/2", "pub.name/\u0661", "pub.name//1"])
            Assert.That(DedupKey.Compute(other, "t", "cal"), Is.Not.EqualTo(family), other);
    }

    [Test]
    public void The_parts_do_not_run_into_one_another()
    {
        Assert.That(DedupKey.Compute("a", "bc", "d"), Is.Not.EqualTo(DedupKey.Compute("ab", "c", "d")));
        Assert.That(DedupKey.Compute("a", "t", "cal"), Is.Not.EqualTo(DedupKey.Compute("a", "t", "data")));
        Assert.That(DedupKey.Compute("a", "T", "cal"), Is.Not.EqualTo(DedupKey.Compute("a", "t", "cal")), "the target is not folded");
    }

    [Test]
    public void A_lone_surrogate_is_refused()
    {
        Assert.That(Assert.Throws<OmsException>(() => DedupKey.Compute("a\uD800", "t", "cal"))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(Assert.Throws<OmsException>(() => DedupKey.Compute("a", "\uDC00", "cal"))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
    }

    [Test]
    public void An_author_s_own_key_is_refused_and_a_received_one_kept() // OMS-8.12-7, OMS-8.12-8
    {
        Recommendation grain = new()
        {
            CreatedAt = 1, TargetRef = "grain:x", Analyzer = new() { ["id"] = "pub.name/1" }, Summary = new() { ["template_id"] = "t" }, ProposalData = OmsMap.Empty,
            DedupKey = new string('0', 64),
        };
        Assert.That(Assert.Throws<OmsException>(() => grain.ToBlob())!.Fault.Rule, Is.EqualTo("OMS-8.12-7"));
        Recommendation right = grain with { DedupKey = DedupKey.Compute("pub.name/1", "grain:x", "data") };
        GrainBlob blob = right.ToBlob();
        OmsMap received = new([.. grain.ToFields()]);
        GrainBlob kept = Grain.Restore(received).ToBlob();
        Assert.That(((Recommendation)Grain.Read(kept.Span)).DedupKey, Is.EqualTo(grain.DedupKey));
        Assert.That(kept, Is.Not.EqualTo(blob));
    }
}
