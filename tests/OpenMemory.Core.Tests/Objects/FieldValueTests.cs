namespace OpenMemory.Tests;

/// <summary>Values read in place: what each member answers, and that none gives a wrong number in silence .</summary>
[TestFixture]
public sealed class FieldValueTests
{
    [TestCase("07", 7L)]
    [TestCase("e0", -32L)]
    [TestCase("cf7fffffffffffffff", long.MaxValue)]
    [TestCase("d38000000000000000", long.MinValue)]
    [TestCase("cb4000000000000000", 2L)]
    [TestCase("cbc3e0000000000000", long.MinValue)]
    [TestCase("cb8000000000000000", 0L)]
    public void A_whole_number_is_an_integer(string hex, long expected)
    {
        GrainView view = View(hex);
        Assert.That(view.TryGet("x"u8, out FieldValue value), Is.True);
        Assert.That(value.Int64, Is.EqualTo(expected));
        Assert.That(value.Float64, Is.EqualTo((double)expected));
    }

    [TestCase("cb4004000000000000", typeof(InvalidOperationException))] // 2.5
    [TestCase("cb3fb999999999999a", typeof(InvalidOperationException))] // 0.1
    [TestCase("cb43e0000000000000", typeof(OverflowException))] // 2^63
    [TestCase("cb7fefffffffffffff", typeof(OverflowException))]
    [TestCase("cfffffffffffffffff", typeof(OverflowException))]
    [TestCase("a132", typeof(InvalidOperationException))]
    [TestCase("c3", typeof(InvalidOperationException))]
    public void What_is_no_integer_is_not_made_one(string hex, Type expected)
    {
        Exception? thrown = null;
        try
        {
            GrainView view = View(hex);
            Assert.That(view.TryGet("x"u8, out FieldValue value), Is.True);
            _ = value.Int64;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            thrown = exception;
        }
        Assert.That(thrown?.GetType(), Is.EqualTo(expected));
    }

    [Test]
    public void Members_answer_by_kind()
    {
        GrainView view = View("85" + "a161" + "c403000102" + "a162" + "92a178c0" + "a163" + "cfffffffffffffffff" + "a164" + "a2c3a9" + "a165" + "c2");
        Assert.That(view.TryGet("x"u8, out FieldValue map), Is.True);
        Assert.That((map.Kind, map.Count, map.Offset), Is.EqualTo((OmsValueKind.Map, 5, RawBlob.ValueOffset)));
        int seen = 0;
        foreach (FieldEntry entry in map)
        {
            FieldValue value = entry.Value;
            Assert.That(value.Encoded.SequenceEqual(view.Bytes.Slice(value.Offset, value.Encoded.Length)), Is.True);
            switch ((char)entry.Key[0])
            {
                case 'a': Assert.That((value.Bytes.Length, value.Encoded.Length), Is.EqualTo((3, 5))); break;
                case 'b': Assert.That((value.Count, value.Encoded.Length), Is.EqualTo((2, 4))); break;
                case 'c': Assert.That((value.IsUnsigned, value.UInt64), Is.EqualTo((true, ulong.MaxValue))); break;
                case 'd': Assert.That((value.ToText(), value.Utf8.Length), Is.EqualTo(("\u00E9", 2))); break;
                default: Assert.That((value.Kind, value.Boolean), Is.EqualTo((OmsValueKind.Boolean, false))); break;
            }
            seen++;
        }
        Assert.That(seen, Is.EqualTo(5));
        Assert.That(map.Encoded.Length, Is.EqualTo(view.Bytes.Length - RawBlob.ValueOffset));
    }

    private static GrainView View(string valueHex) => GrainView.Parse(RawBlob.WithValue(Convert.FromHexString(valueHex)));
}
