using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>
/// The direct road from JSON to bytes is the road through objects: the same bytes or the same fault, whatever the text (OMS-4.9-1, R-26).
/// </summary>
[TestFixture]
public sealed class TwoRoadsTests
{
    private static readonly string[] s_words =
    [
        "\"", "{", "}", "[", "]", ":", ",", "\\", "\\ud800", "\\u0000", "\\ufeff", "{\"$bytes\":\"AA==\"}", "{\"$bytes\":\"AB==\"}", "{\"$bytes\":\"A A==\"}", "{\"$bytes\":",
        "{\"$$bytes\":1}", "{\"$opaque\":", "1e999", "18446744073709551616", "18446744073709551615", "-0", "-0.0", "1.", "null", "true", new string('[', 40), "\"type\":\"fact\",",
        "\"type\":null,", "\"created_at\":\"2026-01-01T00:00:00Z\",", "\"s\":1,", "\"s\":null,", "\"x\":null,", "\"\\u0078\":null,", "\"structural_tags\":[\"profile:integration\"],",
        "\"context\":{\"int:base_url\":\"u\",\"ib\":null},", "\"related_to\":[{\"weight\":1,\"w\":null,\"hash\":null}],", "\"content_refs\":[{\"uri\":1,\"citation_type\":null}],",
    ];

    private static readonly byte[][] s_corpus =
    [
        .. Vectors.Rows("grain-types").Select(static row => Encoding.UTF8.GetBytes(row.GetProperty("input").GetRawText())),
        .. Vectors.Blobs.Where(static blob => blob.Options == default).Select(static blob => Encoding.UTF8.GetBytes(GrainJson.ToJson(Grain.Read(blob.Bytes)))),
    ];

    private static Gen<(OmsMap Fields, int Seed)> Grains { get; } =
        from fields in GrainGen.Fields
        from seed in Gen.Choose(0, int.MaxValue)
        select (fields, seed);

    [Test]
    public void Legal_grains_in_any_spelling_are_the_same_bytes()
    {
        int direct = 0;
        Law.Holds(Grains, 1500, grain =>
        {
            if (TwoRoads.Agree(new JsonSpelling(new Random(grain.Seed), false).Spell(grain.Fields))) direct++;
        });
        Assert.That(direct, Is.GreaterThan(1200), "what is legal goes the direct road, also in most of these odd spellings");
    }

    [Test]
    public void Careless_grains_are_the_same_bytes_or_the_same_fault()
    {
        int direct = 0;
        Law.Holds(Grains, 4000, grain =>
        {
            if (TwoRoads.Agree(new JsonSpelling(new Random(grain.Seed), true).Spell(grain.Fields))) direct++;
        });
        Assert.That(direct, Is.InRange(400, 3900), "both happen");
    }

    [TestCase(9, 30_000)]
    public void Damaged_texts_are_the_same_bytes_or_the_same_fault(int seed, int count)
    {
        int direct = 0;
        Fuzz.Run(seed, count, s_corpus, s_words, json =>
        {
            if (TwoRoads.Agree(json)) direct++;
        });
        Assert.That(direct, Is.GreaterThan(count / 50), "the mutants reach beyond the JSON parser");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Damaged_texts_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, s_words, static json => TwoRoads.Agree(json));

    [Test]
    public void Limits_of_devices_bind_both_roads() // OMS-18-1
    {
        foreach (byte[] json in s_corpus) TwoRoads.Agree(json, CodecLimits.Lightweight);
        foreach (int depth in (int[])[7, 8, 9, 31, 32, 33, 255, 256, 257, 300])
        {
            string open = string.Concat(Enumerable.Repeat("{\"k\":", depth - 1)), close = new('}', depth - 1);
            byte[] json = Encoding.UTF8.GetBytes($$"""{"type":"reasoning","created_at":1,"x":{{open}}1{{close}}}""");
            foreach (CodecLimits limits in (CodecLimits[])[default, CodecLimits.Lightweight, CodecLimits.Trusted]) TwoRoads.Agree(json, limits);
        }
    }

    [Test]
    public void Grains_of_all_thirteen_types_go_the_direct_road()
    {
        HashSet<string> types = [];
        foreach (System.Text.Json.JsonElement row in Vectors.Rows("grain-types"))
        {
            byte[] json = Encoding.UTF8.GetBytes(row.GetProperty("input").GetRawText());
            if (!TwoRoads.Agree(json)) continue;
            types.Add(row.GetProperty("input").GetProperty("type").GetString()!);
        }
        Assert.That(types, Has.Count.EqualTo(13));
    }
}
