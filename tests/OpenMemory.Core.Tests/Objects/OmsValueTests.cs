namespace OpenMemory.Tests;

/// <summary>Values: equality by what would be written, conversions, immutability (OMS-4.3-6).</summary>
[TestFixture]
public sealed class OmsValueTests
{
    private static readonly OmsValue[] s_distinct =
    [
        OmsValue.Null, false, true, 0, 1, -1, long.MinValue, long.MaxValue, ulong.MaxValue, 1UL << 63, 0.0, -0.0, 1.0, -1.0, double.NaN, "", "0", "e\u0301", "\u00E9",
        OmsValue.FromBytes([]), OmsValue.FromBytes([0]), Array.Empty<OmsValue>(), new OmsValue[] { OmsValue.Null }, new OmsValue[] { 1, 2 }, new OmsValue[] { 2, 1 },
        OmsMap.Empty, new OmsMap { ["k"] = OmsValue.Null }, new OmsMap { ["k"] = 1 }, new OmsMap { ["k"] = 1.0 },
    ];

    [Test]
    public void Values_are_equal_to_themselves_and_to_no_other()
    {
        for (int i = 0; i < s_distinct.Length; i++)
        {
            for (int j = 0; j < s_distinct.Length; j++)
            {
                Assert.That(s_distinct[i] == s_distinct[j], Is.EqualTo(i == j), $"{i}: {s_distinct[i]}, {j}: {s_distinct[j]}");
                Assert.That(s_distinct[i] != s_distinct[j], Is.EqualTo(i != j));
                Assert.That(s_distinct[i].Equals((object)s_distinct[j]), Is.EqualTo(i == j));
            }
        }
    }

    [Test]
    public void Equal_values_have_equal_hash_codes() => Law.Holds(ValueGen.Value(6), 300, static value =>
    {
        GrainBlob blob = new Reasoning { CreatedAt = 1, Extra = new() { ["x"] = new OmsValue[] { value } } }.ToBlob();
        OmsValue once = Grain.Read(blob.Span).Extra["x"], twice = Grain.Read(blob.Span).Extra["x"];
        Assert.That(once, Is.EqualTo(twice));
        Assert.That(once.GetHashCode(), Is.EqualTo(twice.GetHashCode()));
    });

    [Test]
    public void Integers_are_one_kind_whatever_they_came_from()
    {
        Assert.That((OmsValue)5UL, Is.EqualTo((OmsValue)5));
        Assert.That((OmsValue)(ulong)long.MaxValue, Is.EqualTo((OmsValue)long.MaxValue));
        Assert.That(((OmsValue)(1UL << 63)).IsUnsigned, Is.True);
        Assert.That(((OmsValue)long.MinValue).IsUnsigned, Is.False);
        Assert.That((OmsValue)(1UL << 63), Is.Not.EqualTo((OmsValue)long.MinValue), "the same bits, another number");
        Assert.That(((OmsValue)ulong.MaxValue).AsUInt64(), Is.EqualTo(ulong.MaxValue));
        Assert.That(((OmsValue)ulong.MaxValue).AsDouble(), Is.EqualTo(18446744073709551615.0));
        Assert.Throws<OverflowException>(() => ((OmsValue)ulong.MaxValue).AsInt64());
        Assert.Throws<OverflowException>(() => ((OmsValue)(-1)).AsUInt64());
    }

    [Test]
    public void Asking_for_another_kind_is_the_caller_s_error()
    {
        Action<OmsValue>[] readers =
        [
            static value => value.AsBoolean(), static value => value.AsInt64(), static value => value.AsUInt64(), static value => value.AsDouble(),
            static value => value.AsText(), static value => _ = value.AsBytes(), static value => value.AsArray(), static value => value.AsMap(),
        ];
        OmsValueKind[][] fits =
        [
            [OmsValueKind.Boolean], [OmsValueKind.Integer], [OmsValueKind.Integer], [OmsValueKind.Integer, OmsValueKind.Float], [OmsValueKind.Text], [OmsValueKind.Bytes],
            [OmsValueKind.Array], [OmsValueKind.Map],
        ];
        foreach (OmsValue value in (OmsValue[])[OmsValue.Null, true, 1, 1.5, "t", OmsValue.FromBytes([1]), Array.Empty<OmsValue>(), OmsMap.Empty])
        {
            for (int i = 0; i < readers.Length; i++)
            {
                Action<OmsValue> reader = readers[i];
                if (fits[i].Contains(value.Kind)) Assert.DoesNotThrow(() => reader(value));
                else Assert.Throws<InvalidOperationException>(() => reader(value), $"{value.Kind}, reader {i}");
            }
        }
    }

    [Test]
    public void Null_references_are_the_null_value()
    {
        OmsValue[] nulls = [(string?)null, (byte[]?)null, (OmsValue[]?)null, (string[]?)null, (OmsMap?)null, default];
        Assert.That(nulls, Is.All.EqualTo(OmsValue.Null));
        Assert.That(OmsValue.Null.IsNull, Is.True);
    }

    [Test]
    public void What_was_given_can_change_without_the_value_changing()
    {
        byte[] bytes = [1, 2];
        OmsValue[] elements = [1, 2];
        OmsValue fromBytes = bytes, fromArray = elements, fromSpan = OmsValue.FromArray(elements);
        bytes[0] = 9;
        elements[0] = 9;
        Assert.That(fromBytes.AsBytes().ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(fromArray, Is.EqualTo(fromSpan).And.EqualTo(OmsValue.FromArray(1, 2)));
    }

    [Test]
    public void An_address_is_its_text() => // OMS-5-6
        Assert.That((OmsValue)ContentAddress.Compute([]), Is.EqualTo((OmsValue)"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void A_number_that_is_none_is_refused_when_it_is_written(double number) // OMS-4.3-3
    {
        Reasoning[] grains =
        [
            new() { CreatedAt = 1, Importance = number }, new() { CreatedAt = 1, Extra = new() { ["x"] = new OmsValue[] { new OmsMap { ["k"] = number } } } },
            new() { CreatedAt = 1, RelatedTo = [new() { Hash = "h", RelationType = "similar", Weight = number }] },
        ];
        foreach (Reasoning grain in grains)
        {
            Assert.That(Assert.Throws<OmsException>(() => grain.ToBlob())!.Code, Is.EqualTo(OmsErrorCode.FloatInvalid));
            Assert.That(Assert.Throws<OmsException>(() => GrainJson.ToJson(grain))!.Code, Is.EqualTo(OmsErrorCode.FloatInvalid));
        }
    }
}
