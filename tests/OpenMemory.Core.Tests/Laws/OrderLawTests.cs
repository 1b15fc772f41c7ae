using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>The order in which fields are given never matters; the order of keys is that of their UTF-8 bytes (OMS-4.1-1).</summary>
[TestFixture]
public sealed class OrderLawTests
{
    [Test]
    public void Permuting_the_input_changes_nothing() => Law.Holds(
        from fields in GrainGen.Fields
        from shuffled in Gen.Shuffle(fields.ToArray())
        select (Given: fields, Shuffled: new OmsMap(shuffled)),
        300,
        static pair => Assert.That(Grain.FromFields(pair.Shuffled).ToBlob().Address, Is.EqualTo(Grain.FromFields(pair.Given).ToBlob().Address)));

    [Test]
    public void Permuting_nested_maps_changes_nothing() => Law.Holds(GrainGen.Fields, 200, static fields =>
        Assert.That(Grain.FromFields(Reversed(fields).AsMap()).ToBlob().Address, Is.EqualTo(Grain.FromFields(fields).ToBlob().Address)));

    [Test]
    public void Stored_keys_ascend_by_their_bytes_at_every_level() => Law.Holds(GrainGen.Fields, 200, static fields =>
    {
        GrainBlob blob = Grain.FromFields(fields).ToBlob();
        AssertAscending(blob.View().GetEnumerator());
    });

    // U+FFFF is ef bf bf, U+1F600 is f0 9f 98 80; as UTF-16 code units they stand the other way round.
    [TestCase("\uFFFF", "\U0001F600")]
    [TestCase("\uE000", "\U00010000")]
    [TestCase("a", "a\0")]
    [TestCase("a\0", "aa")]
    [TestCase("Z", "a")]
    [TestCase("z", "\u00E9")]
    [TestCase("12345678", "123456789")]
    [TestCase("12345678\0", "12345678a")]
    [TestCase("1234567", "1234567\0")]
    public void Keys_are_in_the_order_of_UTF8(string first, string second)
    {
        foreach (string[] given in (string[][])[[first, second], [second, first]])
        {
            OmsMap map = new(given.Select(static key => KeyValuePair.Create(key, (OmsValue)key)));
            GrainBlob nested = new State { Context = map, CreatedAt = 1 }.ToBlob();
            Assert.That(nested.View().TryGet(Field.Context, out FieldValue context), Is.True);
            Assert.That(context.ToValue().AsMap().Keys, Is.EqualTo(new[] { first, second }));
            GrainBlob root = new Reasoning { Extra = map, CreatedAt = 1 }.ToBlob();
            Assert.That(Grain.Read(root.Span).Extra.Keys, Is.EqualTo(new[] { first, second }));
        }
    }

    [Test]
    public void A_map_of_many_keys_is_sorted_and_checked_for_duplicates()
    {
        // 1,000 keys with a common prefix are beyond the writer's insertion sort and its eight-byte prefixes.
        OmsMap map = new(Enumerable.Range(0, 1000).Select(static i => KeyValuePair.Create($"a common beginning {(i * 7919) % 1000:d4}", (OmsValue)i)));
        GrainBlob blob = new State { Context = map, CreatedAt = 1 }.ToBlob();
        Assert.That(Grain.Read(blob.Span).Context!.Keys, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));

        // Two keys that become one by normalization (OMS-4.1-4, R-15).
        OmsMap colliding = new(map) { ["e\u0301"] = 1, ["\u00E9"] = 2 };
        OmsException? fault = Assert.Throws<OmsException>(() => new State { Context = colliding, CreatedAt = 1 }.ToBlob());
        Assert.That((fault!.Code, fault.Fault.Rule, fault.Fault.Field), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.1-4", "context")));
    }

    private static OmsValue Reversed(OmsValue value) => value.Kind switch
    {
        OmsValueKind.Map => new OmsMap(value.AsMap().Reverse().Select(static entry => KeyValuePair.Create(entry.Key, Reversed(entry.Value)))),
        OmsValueKind.Array => value.AsArray().Select(Reversed).ToArray(),
        _ => value,
    };

    private static void AssertAscending(FieldEnumerator entries)
    {
        ReadOnlySpan<byte> previous = default;
        bool isFirst = true;
        while (entries.MoveNext())
        {
            FieldEntry entry = entries.Current;
            bool isElement = entry.Key.IsEmpty && entry.Value.Offset > 0;
            if (!isFirst && !isElement) Assert.That(previous.SequenceCompareTo(entry.Key), Is.Negative);
            previous = entry.Key;
            isFirst = false;
            AssertAscending(entry.Value.GetEnumerator());
        }
    }
}
