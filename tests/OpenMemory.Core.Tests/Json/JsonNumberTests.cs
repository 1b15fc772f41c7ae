using System.Text;

namespace OpenMemory.Tests;

/// <summary>Integers and floats stay apart by their spelling (OMS-4.3-6, R-14).</summary>
[TestFixture]
public sealed class JsonNumberTests
{
    private static readonly OmsValue[] s_numbers =
    [
        0, 1, -1, 127, 1.0, 1000.0, -0.0, 0.0, 9007199254740993L, 9007199254740992.0, long.MaxValue, long.MinValue, ulong.MaxValue, 1UL << 63,
        0.1, double.Epsilon, double.MaxValue, double.MinValue, 1e16, 1e15, 123456789012345680.0, 5e-324, -2.5e-7,
    ];

    [TestCase("1", "i1")]
    [TestCase("-0", "i0")]
    [TestCase("1.0", "f1")]
    [TestCase("1e3", "f1000")]
    [TestCase("1E+3", "f1000")]
    [TestCase("10e-1", "f1")]
    [TestCase("-0.0", "f-0")]
    [TestCase("-0e0", "f-0")]
    [TestCase("9007199254740993", "i9007199254740993")]
    [TestCase("9007199254740993.0", "f9007199254740992")]
    [TestCase("9223372036854775807", "i9223372036854775807")]
    [TestCase("-9223372036854775808", "i-9223372036854775808")]
    [TestCase("9223372036854775808", "u9223372036854775808")]
    [TestCase("18446744073709551615", "u18446744073709551615")]
    [TestCase("1e-999", "f0")]
    [TestCase("0e999999999999999999999", "f0")]
    [TestCase("1.7976931348623157e308", "f1.7976931348623157E+308")]
    [TestCase("4.9e-324", "f5E-324")]
    public void A_number_is_what_its_spelling_says(string json, string expected)
    {
        OmsValue value = GrainJson.ParseMap(Encoding.UTF8.GetBytes($$"""{"x":{{json}}}"""))["x"];
        string kind = value.Kind == OmsValueKind.Float ? "f" : value.IsUnsigned ? "u" : "i";
        Assert.That(kind + value, Is.EqualTo(expected));
    }

    [TestCase("18446744073709551616", OmsErrorCode.Range)]
    [TestCase("-9223372036854775809", OmsErrorCode.Range)]
    [TestCase("100000000000000000000000000000000000000000000", OmsErrorCode.Range)]
    [TestCase("1e999", OmsErrorCode.FloatInvalid)]
    [TestCase("-1e999", OmsErrorCode.FloatInvalid)]
    [TestCase("1e99999999999999999999999", OmsErrorCode.FloatInvalid)]
    [TestCase("1.8e308", OmsErrorCode.FloatInvalid)]
    [TestCase("NaN", OmsErrorCode.Corrupt)]
    [TestCase("Infinity", OmsErrorCode.Corrupt)]
    [TestCase("01", OmsErrorCode.Corrupt)]
    [TestCase("+1", OmsErrorCode.Corrupt)]
    [TestCase(".5", OmsErrorCode.Corrupt)]
    [TestCase("1.", OmsErrorCode.Corrupt)]
    [TestCase("0x10", OmsErrorCode.Corrupt)]
    public void A_number_that_does_not_fit_or_is_none_is_refused(string json, OmsErrorCode code)
    {
        string text = $$"""{"a":1,"x":[2,{{json}}]}""";
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.ParseMap(Encoding.UTF8.GetBytes(text)));
        Assert.That(fault!.Code, Is.EqualTo(code), fault.Message);
        if (code != OmsErrorCode.Corrupt)
            Assert.That((fault.Fault.Field, fault.Fault.Offset), Is.EqualTo(("$.x[1]", (long)text.IndexOf(json, StringComparison.Ordinal))));
    }

    [Test]
    public void A_number_of_a_million_digits_is_no_accident()
    {
        string digits = new('7', 1_000_000);
        Assert.That(Code(digits), Is.EqualTo(OmsErrorCode.Range));
        Assert.That(Code(digits + ".5"), Is.EqualTo(OmsErrorCode.FloatInvalid));
        Assert.That(GrainJson.ParseMap(Encoding.UTF8.GetBytes($$"""{"x":0.{{digits}}}"""))["x"].AsDouble(), Is.EqualTo(7.0 / 9).Within(1e-15));

        static OmsErrorCode Code(string number) =>
            Assert.Throws<OmsException>(() => GrainJson.ParseMap(Encoding.UTF8.GetBytes($$"""{"x":{{number}}}""")))!.Code;
    }

    [Test]
    public void Every_number_is_written_so_that_it_is_read_as_itself()
    {
        foreach (OmsValue number in s_numbers)
        {
            Reasoning grain = new() { CreatedAt = 1, Extra = new() { ["x"] = number } };
            string json = GrainJson.ToJson(grain);
            Assert.That(GrainJson.ParseMap(Encoding.UTF8.GetBytes(json))["x"], Is.EqualTo(number), json);
        }
    }

    [Test]
    public void Fields_of_a_kind_take_either_spelling() // typed float fields are floats, typed integer fields integers
    {
        const string one = """{"type":"fact","subject":"s","relation":"r","object":"o","confidence":1,"created_at":1768471200000.0,"success_count":3.0,"x":1}""";
        const string other = """{"type":"fact","subject":"s","relation":"r","object":"o","confidence":1.0,"created_at":1768471200000,"success_count":3,"x":1}""";
        GrainBlob blob = GrainJson.Encode(Encoding.UTF8.GetBytes(one));
        Assert.That(blob, Is.EqualTo(GrainJson.Encode(Encoding.UTF8.GetBytes(other))));
        Assert.That(GrainJson.Encode(Encoding.UTF8.GetBytes(other.Replace("\"x\":1", "\"x\":1.0", StringComparison.Ordinal))), Is.Not.EqualTo(blob), "one's own fields are as given");
        OmsException? fault = Assert.Throws<OmsException>(() => GrainJson.Encode(Encoding.UTF8.GetBytes(other.Replace(":3,", ":3.5,", StringComparison.Ordinal))));
        Assert.That((fault!.Code, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Schema, "$.success_count")));
    }
}
