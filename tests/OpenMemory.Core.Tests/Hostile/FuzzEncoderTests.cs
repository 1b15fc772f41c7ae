using System.Numerics;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>The fuzzer's encoders do not come from the library; examples of RFC 8949 and of the MessagePack specification hold them.</summary>
[TestFixture]
public sealed class FuzzEncoderTests
{
    // RFC 8949, appendix A
    [TestCase(0.0, "f90000")]
    [TestCase(-0.0, "f98000")]
    [TestCase(1.0, "f93c00")]
    [TestCase(1.1, "fb3ff199999999999a")]
    [TestCase(1.5, "f93e00")]
    [TestCase(65504.0, "f97bff")]
    [TestCase(100000.0, "fa47c35000")]
    [TestCase(3.4028234663852886e+38, "fa7f7fffff")]
    [TestCase(1.0e+300, "fb7e37e43c8800759c")]
    [TestCase(5.960464477539063e-8, "f90001")]
    [TestCase(0.00006103515625, "f90400")]
    [TestCase(-4.0, "f9c400")]
    [TestCase(-4.1, "fbc010666666666666")]
    [TestCase(double.PositiveInfinity, "f97c00")]
    public void CBOR_floats(double value, string hex) => Assert.That(Hex(new CborEncoder(), Node.Of(value)), Is.EqualTo(hex));

    [TestCase("0", "00", "00")]
    [TestCase("23", "17", "17")]
    [TestCase("24", "1818", "18")]
    [TestCase("1000", "1903e8", "cd03e8")]
    [TestCase("1000000", "1a000f4240", "ce000f4240")]
    [TestCase("1000000000000", "1b000000e8d4a51000", "cf000000e8d4a51000")]
    [TestCase("18446744073709551615", "1bffffffffffffffff", "cfffffffffffffffff")]
    [TestCase("-1", "20", "ff")]
    [TestCase("-100", "3863", "d09c")]
    [TestCase("-1000", "3903e7", "d1fc18")]
    [TestCase("-9223372036854775808", "3b7fffffffffffffff", "d38000000000000000")]
    [TestCase("127", "187f", "7f")]
    [TestCase("128", "1880", "cc80")]
    [TestCase("-32", "381f", "e0")]
    [TestCase("-33", "3820", "d0df")]
    public void Integers(string value, string cbor, string messagePack)
    {
        Node node = Node.Of((Int128)BigInteger.Parse(value));
        Assert.That((Hex(new CborEncoder(), node), Hex(new MessagePackEncoder(), node)), Is.EqualTo((cbor, messagePack)));
    }

    [Test]
    public void Containers_and_the_order_of_keys()
    {
        Node node = Node.Map(("b", Node.Array(Node.Of(2), Node.Of(3))), ("aa", Node.Of(true)), ("c", Node.Of("\u00FC")), ("", Node.Bytes([1])));
        Tree.Sort(node, new CborEncoder());
        Assert.That(Hex(new CborEncoder(), node), Is.EqualTo("a4" + "604101" + "6162820203" + "616362c3bc" + "626161f5"));
        Tree.Sort(node, new MessagePackEncoder());
        Assert.That(Hex(new MessagePackEncoder(), node), Is.EqualTo("84" + "a0c40101" + "a26161c3" + "a162920203" + "a163a2c3bc"));
    }

    [TestCase(31, "bf", "781f")]
    [TestCase(32, "d920", "7820")]
    [TestCase(255, "d9ff", "78ff")]
    [TestCase(256, "da0100", "790100")]
    [TestCase(65535, "daffff", "79ffff")]
    [TestCase(65536, "db00010000", "7a00010000")]
    public void Lengths(int length, string messagePack, string cbor)
    {
        Node node = Node.Of(new string('x', length));
        Assert.That(Hex(new MessagePackEncoder(), node), Is.EqualTo(messagePack + string.Concat(Enumerable.Repeat("78", length))));
        Assert.That(Hex(new CborEncoder(), node), Does.StartWith(cbor + "7878"));
    }

    [TestCase("Wider", "cc05", "1805")]
    [TestCase("Other", "d005", null)]
    public void Integers_that_are_not_in_the_canonical_form(string name, string messagePack, string? cbor)
    {
        NodeForm form = Enum.Parse<NodeForm>(name);
        Node node = Node.Of(5);
        Assert.That(new CborEncoder().Has(node, form), Is.EqualTo(cbor is not null));
        node.Form = form;
        Assert.That(Hex(new MessagePackEncoder(), node), Is.EqualTo(messagePack));
        if (cbor is not null) Assert.That(Hex(new CborEncoder(), node), Is.EqualTo(cbor));
    }

    private static string Hex(IPayloadEncoder encoder, Node node)
    {
        ByteSink sink = new();
        encoder.Write(node, sink);
        return Convert.ToHexStringLower(sink.ToArray());
    }
}
