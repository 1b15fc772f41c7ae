using System.Text;

namespace OpenMemory.Tests;

/// <summary>What plain JSON cannot hold: byte strings, grains of types without a schema, and dates of authors.</summary>
[TestFixture]
public sealed class JsonNotationTests
{
    [TestCase("""{"$bytes":""}""", "")]
    [TestCase("""{"$bytes":"AA=="}""", "00")]
    [TestCase("""{"$bytes":"/+8="}""", "ffef")]
    public void Bytes_are_base64(string json, string hex)
    {
        OmsValue value = Parse(json);
        Assert.That(Convert.ToHexStringLower(value.AsBytes().Span), Is.EqualTo(hex));
        Assert.That(Written(value), Is.EqualTo(json));
    }

    [TestCase("""{"$bytes":"A"}""")]
    [TestCase("""{"$bytes":"AA-_"}""")]
    [TestCase("""{"$bytes":"AAAA===="}""")]
    [TestCase("""{"$bytes":1}""")]
    [TestCase("""{"$bytes":null}""")]
    [TestCase("""{"$bytes":{"$bytes":""}}""")]
    public void Bytes_that_are_no_base64_text_are_refused(string json)
    {
        OmsException? fault = Assert.Throws<OmsException>(() => Parse(json));
        Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "$.x")), fault.Message);
    }

    [TestCase("""{"$$bytes":"AA=="}""", "$bytes")]
    [TestCase("""{"$$bytes":1}""", "$bytes")]
    [TestCase("""{"$$$bytes":[]}""", "$$bytes")]
    [TestCase("""{"$opaque":1}""", "$opaque")]
    [TestCase("""{"$":1}""", "$")]
    [TestCase("""{"$Bytes":"AA=="}""", "$Bytes")]
    public void A_map_that_looks_like_the_notation_is_escaped(string json, string key)
    {
        OmsValue value = Parse(json);
        Assert.That(value.AsMap().Keys.Single(), Is.EqualTo(key));
        Assert.That(Written(value), Is.EqualTo(json));
    }

    [Test]
    public void The_notation_is_for_objects_of_one_member_only()
    {
        OmsMap map = Parse("""{"$bytes":"AA==","y":{"$bytes":"AA==","$$bytes":1}}""").AsMap();
        Assert.That(map["$bytes"].AsText(), Is.EqualTo("AA=="));
        Assert.That(map["y"].AsMap().Keys, Is.EquivalentTo(new[] { "$bytes", "$$bytes" }));
    }

    [Test]
    public void A_grain_without_a_schema_is_shown_with_raw_keys()
    {
        foreach (VectorBlob vector in Vectors.Of("opaque"))
        {
            Grain grain = Grain.Read(vector.Bytes);
            string json = GrainJson.ToJson(grain);
            Assert.That(json, Does.StartWith($$"""{"$opaque":{"type_byte":{{vector.Bytes[2]}},"payload":{"""));
            Grain parsed = GrainJson.Parse(json, restore: true);
            Assert.That(parsed, Is.EqualTo(grain), vector.Name);
            Assert.That(parsed.ToBlob().Span.SequenceEqual(vector.Bytes), Is.True, vector.Name);
        }
    }

    [TestCase("""{"$opaque":{"type_byte":240,"payload":{"t":"acme:x","a":1}}}""", OmsErrorCode.None)]
    [TestCase("""{"$opaque":{"type_byte":14,"payload":{"t":"x"}}}""", OmsErrorCode.UnknownType)] // OMS-3.1-10
    [TestCase("""{"$opaque":{"type_byte":0,"payload":{"t":"x"}}}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":{"type_byte":256,"payload":{"t":"x"}}}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":{"type_byte":240.0,"payload":{"t":"x"}}}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":{"type_byte":240}}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":{"payload":{}}}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":[]}""", OmsErrorCode.Schema)]
    [TestCase("""{"$opaque":{"type_byte":240,"payload":{"a":1}}}""", OmsErrorCode.NoType)]
    public void An_author_s_opaque_grain_is_of_an_application_type(string json, OmsErrorCode code)
    {
        OmsErrorCode actual = OmsErrorCode.None;
        try
        {
            GrainBlob blob = GrainJson.Encode(Encoding.UTF8.GetBytes(json));
            Assert.That(GrainView.TryParse(blob.Span, out _, out OmsFault fault), Is.True, fault.ToString());
        }
        catch (OmsException exception)
        {
            actual = exception.Code;
        }
        Assert.That(actual, Is.EqualTo(code));
    }

    [Test]
    public void Times_of_an_author_may_be_ISO_8601_texts() // OMS-4.8-1
    {
        const string json = """{"type":"goal","description":"d","goal_state":"active","created_at":"2026-01-15T10:00:00.000Z","deadline":"1969-12-31T23:59:59.9995Z","valid_to":"2025-06-30T12:30:00+05:30","recurrence":"2026-01-15T10:00:00Z"}""";
        Goal goal = (Goal)GrainJson.Parse(json);
        Assert.That(goal.CreatedAt!.Value.Value, Is.EqualTo(1768471200000));
        Assert.That(goal.Deadline!.Value.Value, Is.EqualTo(-1), "rounded down");
        Assert.That(goal.ValidTo!.Value.Value, Is.EqualTo(1751266800000));
        Assert.That(goal.Recurrence, Is.EqualTo("2026-01-15T10:00:00Z"), "not a time field");
        Assert.That(GrainJson.Parse(json, restore: true).GetValue("created_at").Kind, Is.EqualTo(OmsValueKind.Text), "a grain that exists is shown as it is");
    }

    [TestCase("2026-01-15")]
    [TestCase("2026-01-15T10:00:00")]
    [TestCase("yesterday")]
    [TestCase("")]
    public void A_time_that_is_none_is_refused_by_its_field(string time)
    {
        string json = $$"""{"type":"reasoning","created_at":"{{time}}"}""";
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(json)));
        Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "$.created_at")));
    }

    private static OmsValue Parse(string json) => GrainJson.ParseMap(Encoding.UTF8.GetBytes($$"""{"x":{{json}},"y":0}"""))["x"];

    private static string Written(OmsValue value)
    {
        string json = GrainJson.ToJson(new Reasoning { Extra = new() { ["x"] = value } });
        const string start = """{"type":"reasoning","x":""";
        Assert.That(json, Does.StartWith(start));
        return json[start.Length..^1];
    }
}
