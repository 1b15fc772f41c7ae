using System.Text;

namespace OpenMemory.Tests;

/// <summary>One JSON object, no member twice, nothing behind it; a fault names the path of what is wrong.</summary>
[TestFixture]
public sealed class JsonShapeTests
{
    [TestCase("", OmsErrorCode.Corrupt)]
    [TestCase(" ", OmsErrorCode.Corrupt)]
    [TestCase("{", OmsErrorCode.Corrupt)]
    [TestCase("{}x", OmsErrorCode.Corrupt)]
    [TestCase("{}{}", OmsErrorCode.Corrupt)]
    [TestCase("{},", OmsErrorCode.Corrupt)]
    [TestCase("{\"a\":1,}", OmsErrorCode.Corrupt)]
    [TestCase("{\"a\":[1,]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"a\"}", OmsErrorCode.Corrupt)]
    [TestCase("{'a':1}", OmsErrorCode.Corrupt)]
    [TestCase("{/* no */}", OmsErrorCode.Corrupt)]
    [TestCase("{\"a\":\"\t\"}", OmsErrorCode.Corrupt)]
    [TestCase("[]", OmsErrorCode.NotMap)]
    [TestCase("1", OmsErrorCode.NotMap)]
    [TestCase("null", OmsErrorCode.NotMap)]
    [TestCase("{\"$bytes\":\"AA==\"}", OmsErrorCode.NotMap)]
    public void Anything_but_one_object_is_refused(string json, OmsErrorCode code)
    {
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Parse(json));
        Assert.That(fault!.Code, Is.EqualTo(code), fault.Message);
        Assert.That(fault.Fault.Offset, Is.InRange(-1, json.Length));
    }

    [Test]
    public void White_space_around_the_object_is_nothing() =>
        Assert.That(GrainJson.ParseMap(" \r\n\t{ \"a\" : 1 } \n"u8)["a"].AsInt64(), Is.EqualTo(1));

    [TestCase("""{"a":1,"a":1}""", "$.a")]
    [TestCase("""{"a":1,"\u0061":2}""", "$.a")]
    [TestCase("""{"x":[0,{"b":1,"c":2,"b":3}]}""", "$.x[1].b")]
    public void A_member_that_occurs_twice_is_refused(string json, string path) // OMS-4.1-2
    {
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Parse(json));
        Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.1-2", path)));
    }

    [TestCase("""{"type":"reasoning","created_at":1,"x":{"e\u0301":1,"\u00e9":2}}""", "$.x")]
    [TestCase("""{"type":"reasoning","created_at":1,"e\u0301":1,"\u00e9":2}""", null)]
    [TestCase("""{"type":"reasoning","created_at":1,"conclusion":"a","conc":"b"}""", "$.conc")]
    public void Members_that_fall_on_one_key_are_refused(string json, string? path) // OMS-4.1-4, OMS-6-5
    {
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(json)));
        Assert.That(fault!.Code, Is.AnyOf(OmsErrorCode.Corrupt, OmsErrorCode.Schema));
        if (path is not null) Assert.That(fault.Fault.Field, Is.EqualTo(path));
    }

    [TestCase("""{"subject":"s"}""", OmsErrorCode.NoType, "$.type")]
    [TestCase("""{"type":null}""", OmsErrorCode.NoType, "$.type")]
    [TestCase("""{"type":5}""", OmsErrorCode.Schema, "$.type")]
    [TestCase("""{"type":"nonsense"}""", OmsErrorCode.UnknownType, "$.type")]
    [TestCase("""{"type":"belief","created_at":1}""", OmsErrorCode.Schema, "$.type")] // OMS-L-20
    [TestCase("""{"type":"reasoning"}""", OmsErrorCode.Schema, "$.created_at")]
    [TestCase("""{"type":"reasoning","created_at":null}""", OmsErrorCode.Schema, "$.created_at")]
    [TestCase("""{"type":"reasoning","created_at":1,"confidence":2}""", OmsErrorCode.Range, "$.confidence")]
    [TestCase("""{"type":"goal","created_at":1,"description":"d","goal_state":"done"}""", OmsErrorCode.Schema, "$.goal_state")] // OMS-8.7-1
    [TestCase("""{"type":"reasoning","created_at":1,"superseded_by":"x"}""", OmsErrorCode.Schema, "$.superseded_by")] // OMS-5.6-1
    [TestCase("""{"type":"reasoning","created_at":1,"related_to":[{"hash":"h","relation_type":"similar"},{"hash":"h","relation_type":"friend"}]}""", OmsErrorCode.Schema, "$.related_to[1]")]
    [TestCase("""{"type":"reasoning","created_at":1,"invalidation_policy":{"mode":"timed","locked_until":1768471200000}}""", OmsErrorCode.Range, "$.invalidation_policy")]
    [TestCase("""{"type":"reasoning","created_at":1,"content_refs":[{"uri":"u","modality":"smell"}]}""", OmsErrorCode.Schema, "$.content_refs[0].m")]
    public void A_fault_of_the_grain_names_the_path(string json, OmsErrorCode code, string path)
    {
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(json)));
        Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((code, path)), fault.Message);
    }

    [Test]
    public void A_path_names_members_and_positions_in_text_order()
    {
        const string json = """{"a":[],"b":{"c":[[1],[2,{"d e":1e999}]]}}""";
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Parse(json));
        Assert.That(fault!.Fault.Field, Is.EqualTo("$.b.c[1][1].d e"));
        Assert.That(fault.Fault.Offset, Is.EqualTo(json.IndexOf("1e999", StringComparison.Ordinal)));
    }

    [Test]
    public void Null_members_are_left_out_and_null_elements_kept() // OMS-4.5-1
    {
        GrainBlob blob = GrainJson.Encode("""{"type":"state","created_at":1,"context":{"a":null,"b":[null,{"c":null}]},"license":null,"mine":null}"""u8);
        State state = (State)Grain.Read(blob.Span);
        Assert.That(state.Context, Is.EqualTo(new OmsMap { ["b"] = new OmsValue[] { OmsValue.Null, OmsMap.Empty } }));
        Assert.That(state.ToFields().Keys, Is.EquivalentTo(new[] { "type", "created_at", "context" }));
    }
}
