using System.Text;

namespace OpenMemory.Tests;

/// <summary>Texts of JSON: escapes, surrogates, invalid UTF-8, normalization, one line (OMS-4.4-1, OMS-4.4-4).</summary>
[TestFixture]
public sealed class JsonTextTests
{
    [TestCase("\\ud800")]
    [TestCase("\\udc00")]
    [TestCase("a\\ud83d b")]
    [TestCase("\\ude00\\ud83d")]
    [TestCase("\\uD800\\uD800")]
    public void A_lone_surrogate_is_refused_as_value_and_as_key(string escape)
    {
        foreach (string json in (string[])[$$"""{"a":["{{escape}}"]}""", $$"""{"{{escape}}":1}"""])
        {
            OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.ParseMap(Encoding.UTF8.GetBytes(json)));
            Assert.That((fault!.Code, fault.Fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.4-4")));
        }
    }

    [Test]
    public void A_lone_surrogate_in_a_string_of_JSON_is_refused_and_not_replaced()
    {
        // A .NET string can hold one; replacing it with U+FFFD would silently make another grain.
        string json = "{\"type\":\"reasoning\",\"created_at\":1,\"conclusion\":\"a\uD800\"}";
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Parse(json));
        Assert.That(fault!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
    }

    [TestCase("ff")]
    [TestCase("c080")]
    [TestCase("eda080")]
    [TestCase("f4908080")]
    [TestCase("e282")]
    public void Invalid_UTF8_is_refused_as_value_and_as_key(string hex)
    {
        byte[] bad = Convert.FromHexString(hex);
        foreach (byte[] json in (byte[][])[[.. "{\"a\":\""u8, .. bad, .. "\"}"u8], [.. "{\""u8, .. bad, .. "\":1}"u8], [.. "{\"a\":1}"u8, .. bad]])
        {
            OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.ParseMap(json));
            Assert.That(fault!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        }
    }

    [Test]
    public void Lone_surrogates_are_refused_when_JSON_is_written()
    {
        Reasoning value = new() { CreatedAt = 1, Extra = new() { ["x"] = "\uD800" } };
        Assert.That(Assert.Throws<OmsException>(() => GrainJson.ToJson(value))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Reasoning key = new() { CreatedAt = 1, Extra = new() { ["\uD800"] = 1 } };
        Assert.That(Assert.Throws<OmsException>(() => GrainJson.ToJson(key))!.Code, Is.EqualTo(OmsErrorCode.Corrupt));
    }

    [Test]
    public void The_byte_order_mark_is_refused()
    {
        Assert.That(Code("\uFEFF{\"type\":\"reasoning\",\"created_at\":1}"), Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That(Code("{\"type\":\"reasoning\",\"created_at\":1,\"conclusion\":\"a\\ufeff\"}"), Is.EqualTo(OmsErrorCode.Corrupt)); // OMS-4.4-3
        Assert.That(Code("{\"type\":\"reasoning\",\"created_at\":1,\"a\\ufeff\":1}"), Is.EqualTo(OmsErrorCode.Corrupt));

        static OmsErrorCode Code(string json) => Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(json)))!.Code;
    }

    [Test]
    public void Escapes_and_their_characters_are_one_text()
    {
        GrainBlob plain = Encode("\u00E9 \U0001F600 / \"");
        Assert.That(Encode("\\u00e9 \\ud83d\\ude00 \\/ \\\"", raw: true), Is.EqualTo(plain));
        Assert.That(Encode("e\\u0301 \U0001F600 \\u002f \\u0022", raw: true), Is.EqualTo(plain), "form C comes after the escapes");

        static GrainBlob Encode(string text, bool raw = false)
        {
            string escaped = raw ? text : text.Replace("\"", "\\\"", StringComparison.Ordinal);
            return GrainJson.Encode(Encoding.UTF8.GetBytes($$"""{"type":"reasoning","created_at":1,"conclusion":"{{escaped}}"}"""));
        }
    }

    [Test]
    public void JSON_is_one_line_and_readable()
    {
        Reasoning grain = new() { CreatedAt = 1, Conclusion = "a\r\n\u0085\u2028\u2029\0 gr\u00FC\u00DFe <b> '\u4E2D'", Extra = new() { ["line\nbreak"] = 1 } };
        string json = GrainJson.ToJson(grain);
        Assert.That(json.Any(static c => c is < ' ' or '\u0085' or '\u2028' or '\u2029'), Is.False, json);
        Assert.That(json, Does.Contain("gr\u00FC\u00DFe <b> '\u4E2D'"), "people read it");
        Assert.That(json, Does.StartWith("""{"type":"reasoning","""));
        Assert.That(GrainJson.Parse(json), Is.EqualTo(grain));
    }
}
