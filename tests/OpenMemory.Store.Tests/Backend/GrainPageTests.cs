using System.Text.Json;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>The search envelope (OMS-28.1-1).</summary>
[TestFixture]
public sealed class GrainPageTests
{
    [Test]
    public void A_page_is_the_envelope_of_the_specification()
    {
        GrainBlob grain = Backends.Grain(1);
        using JsonDocument json = Parse(new([Hit(grain, 0.25, "subject", "object")], 7, "abc"));
        Assert.That(json.RootElement.EnumerateObject().Select(static member => member.Name), Is.EqualTo(new[] { "results", "total", "next_cursor" }));
        Assert.That((json.RootElement.GetProperty("total").GetInt64(), json.RootElement.GetProperty("next_cursor").GetString()), Is.EqualTo((7L, "abc")));
        JsonElement hit = json.RootElement.GetProperty("results")[0];
        Assert.That(hit.EnumerateObject().Select(static member => member.Name), Is.EqualTo(new[] { "grain", "score", "matched_fields", "content_address" }));
        Assert.That(GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(hit.GetProperty("grain").GetRawText())).Address, Is.EqualTo(grain.Address));
        Assert.That(hit.GetProperty("score").GetDouble(), Is.EqualTo(0.25));
        Assert.That(hit.GetProperty("matched_fields").EnumerateArray().Select(static field => field.GetString()), Is.EqualTo(new[] { "subject", "object" }));
        Assert.That(hit.GetProperty("content_address").GetString(), Is.EqualTo(grain.Address.ToString()));
    }

    [Test]
    public void Sources_stand_behind_a_result_that_has_some()
    {
        ContentAddress source = Backends.Grain(2).Address;
        using JsonDocument json = Parse(new([Hit(Backends.Grain(1), 1) with { Sources = [source] }, Hit(Backends.Grain(2), 1)], 2, null));
        JsonElement results = json.RootElement.GetProperty("results");
        Assert.That(results[0].GetProperty("sources").EnumerateArray().Select(static address => address.GetString()), Is.EqualTo(new[] { source.ToString() }));
        Assert.That(results[1].TryGetProperty("sources", out _), Is.False);
    }

    [Test]
    public void An_empty_page_has_a_null_cursor()
    {
        Assert.That(System.Text.Encoding.UTF8.GetString(new GrainPage([], 0, null).ToJson()), Is.EqualTo("""{"results":[],"total":0,"next_cursor":null}"""));
    }

    [Test]
    public void A_sealed_or_compressed_grain_says_so_instead_of_its_fields()
    {
        GrainBlob closed = GrainBlob.Parse([1, (byte)GrainFlags.Encrypted, 1, 0, 0, 0, 0, 0, 9, 0x81, 0xa1, (byte)'x', 1]);
        GrainBlob packed = GrainBlob.Adopt([1, (byte)GrainFlags.Compressed, 1, 0, 0, 0, 0, 0, 9, 0, 0]);
        using JsonDocument json = Parse(new([Hit(closed, 1), Hit(packed, 1)], 2, null));
        JsonElement results = json.RootElement.GetProperty("results");
        Assert.That((results[0].GetProperty("grain").ValueKind, results[0].GetProperty("sealed").GetBoolean()), Is.EqualTo((JsonValueKind.Null, true)));
        Assert.That((results[1].GetProperty("grain").ValueKind, results[1].GetProperty("compressed").GetBoolean()), Is.EqualTo((JsonValueKind.Null, true)));
        Assert.That(results[1].TryGetProperty("sealed", out _), Is.False);
    }

    [Test]
    public void Hostile_values_do_not_break_the_envelope()
    {
        string text = "\"}],\"total\":1}\u0000\u001f\u2028\u2029</script>\ud83d\ude00\\";
        OmsValue deep = "x";
        for (int i = 0; i < 200; i++) deep = new OmsMap { [text] = deep };
        GrainBlob hostile = new CustomGrain(0xf1) { Map = new() { ["t"] = "app", [text] = text, ["deep"] = deep } }.ToBlob(new CodecLimits(1 << 20, 256));
        GrainBlob grain = new Fact { Subject = text, Relation = text, Object = text, Confidence = 1, CreatedAt = long.MinValue }.ToBlob();
        using JsonDocument json = Parse(new([Hit(hostile, double.NaN, "\ud800", text), Hit(grain, double.PositiveInfinity)], long.MaxValue, text));
        JsonElement results = json.RootElement.GetProperty("results");
        Assert.That(results.GetArrayLength(), Is.EqualTo(2));
        Assert.That(results[1].GetProperty("grain").GetProperty("subject").GetString(), Is.EqualTo(text));
        Assert.That(results[0].GetProperty("score").GetDouble(), Is.EqualTo(0));
        Assert.That(results[0].GetProperty("matched_fields")[1].GetString(), Is.EqualTo(text));
        Assert.That(json.RootElement.GetProperty("next_cursor").GetString(), Is.EqualTo(text));
    }

    [Test]
    public void Every_type_of_grain_is_shown()
    {
        GrainHit[] hits = [.. SubjectSamples.AllTypes().Select(static grain => Hit(grain.ToBlob(), 1))];
        using JsonDocument json = Parse(new(hits, hits.Length, null));
        foreach ((JsonElement result, GrainHit hit) in json.RootElement.GetProperty("results").EnumerateArray().Zip(hits))
            Assert.That(GrainJson.Encode(System.Text.Encoding.UTF8.GetBytes(result.GetProperty("grain").GetRawText()), restore: true).Address, Is.EqualTo(hit.Address));
    }

    private static JsonDocument Parse(GrainPage page) => JsonDocument.Parse(page.ToJson(), new JsonDocumentOptions { MaxDepth = 2000 });

    private static GrainHit Hit(GrainBlob blob, double score, params string[] fields) => new(new StoredGrain(blob, IndexEntry.Default, 1), score, fields);
}
