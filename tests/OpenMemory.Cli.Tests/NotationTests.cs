using System.Text.Json;
using OpenMemory.Cli.Conformance;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class NotationTests
{
    [Test]
    public void Expand_PlainJson_KeepsIntegersAndFloatsApart()
    {
        OmsMap map = Expand("""{"i":1,"f":1.0,"e":1e3,"n":-0.0,"u":18446744073709551615,"z":null,"a":[true,"x"]}""", out VectorNotation notation).AsMap();
        Assert.That(map["i"], Is.EqualTo((OmsValue)1));
        Assert.That(map["f"], Is.EqualTo((OmsValue)1.0));
        Assert.That(map["e"], Is.EqualTo((OmsValue)1000.0));
        Assert.That(map["n"], Is.EqualTo((OmsValue)(-0.0)));
        Assert.That(map["u"], Is.EqualTo((OmsValue)ulong.MaxValue));
        Assert.That(map["z"].IsNull);
        Assert.That(map["a"], Is.EqualTo(OmsValue.FromArray(true, "x")));
        Assert.That(notation.WasUsed || notation.HasWideInteger, Is.False);
    }

    [Test]
    public void Expand_Notation_GivesItsValue()
    {
        (string Json, OmsValue Value)[] cases =
        [
            ("""{"$hex":"00ff"}""", new byte[] { 0, 255 }),
            ("""{"$fill":{"byte":171,"count":3}}""", new byte[] { 171, 171, 171 }),
            ("""{"$float":"-inf"}""", double.NegativeInfinity),
            ("""{"$utf16":"0061 d800"}""", "a\ud800"),
            ("""{"$repeat":{"text":"ab","count":3}}""", "ababab"),
            ("""{"$array":{"value":{"$hex":"01"},"count":2}}""", OmsValue.FromArray(new byte[] { 1 }, new byte[] { 1 })),
            ("""{"$map":{"prefix":"k","digits":2,"count":2,"value":7}}""", new OmsMap { ["k00"] = 7, ["k01"] = 7 }),
            ("""{"$nest":{"kind":"array","depth":2,"leaf":1}}""", OmsValue.FromArray(OmsValue.FromArray(1))),
            ("""{"$nest":{"kind":"map","key":"k","depth":2,"leaf":null}}""", new OmsMap { ["k"] = new OmsMap { ["k"] = OmsValue.Null } }),
        ];
        foreach ((string json, OmsValue value) in cases)
        {
            Assert.That(Expand(json, out VectorNotation notation), Is.EqualTo(value), json);
            Assert.That(notation.WasUsed, json);
        }
        Assert.That(double.IsNaN(Expand("""{"$float":"nan"}""", out _).AsDouble()));
    }

    [Test]
    public void Expand_IntegerBeyond64Bits_IsMarked()
    {
        Expand("""{"x":18446744073709551616}""", out VectorNotation notation);
        Assert.That(notation.HasWideInteger);
    }

    [Test]
    public void Expand_DollarKeyAmongOthers_IsAnOrdinaryMap()
    {
        Expand("""{"$hex":"00","x":1}""", out VectorNotation notation);
        Assert.That(notation.WasUsed, Is.False);
    }

    private static OmsValue Expand(string json, out VectorNotation notation)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        notation = new VectorNotation();
        return notation.Expand(document.RootElement);
    }
}
