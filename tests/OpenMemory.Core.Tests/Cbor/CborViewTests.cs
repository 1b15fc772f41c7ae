namespace OpenMemory.Tests;

/// <summary>One way of reading for both encodings: every field, nested entry and value is the same (OMS-16.2-1, OMS-16.2-2).</summary>
[TestFixture]
public sealed class CborViewTests
{
    [Test]
    public void Every_vector_reads_alike_in_both_encodings()
    {
        int values = 0;
        foreach ((VectorBlob messagePack, VectorBlob cbor) in CborVectors.Pairs)
            values += Compare(GrainView.Parse(messagePack.Bytes, messagePack.Options), GrainView.Parse(cbor.Bytes, cbor.Options), cbor.Name);
        Assert.That(values, Is.GreaterThan(4000));
    }

    [Test]
    public void Every_generated_grain_reads_alike_in_both_encodings() => Law.Holds(GrainGen.Fields, 200, static fields =>
    {
        GrainBlob blob = Grain.FromFields(fields).ToBlob(), cbor = blob.Transcode(PayloadEncoding.Cbor);
        Compare(GrainView.Parse(blob.Span), GrainView.Parse(cbor.Span), "parsed");
        Compare(blob.View(), cbor.View(), "trusted");
    });

    [Test]
    public void Integers_at_their_edges_have_one_kind_and_value() // RFC 8949 §3.1: −1 − n, beyond the range of long on both sides
    {
        foreach (ulong number in (ulong[])[0, 23, 24, 255, 256, 65535, 65536, uint.MaxValue, 1UL + uint.MaxValue, long.MaxValue, 1UL << 63, ulong.MaxValue])
        {
            FieldValue positive = ValueOf(RawCbor.Head(0x00, number, Shortest(number)));
            Assert.That((positive.Kind, positive.UInt64, positive.IsUnsigned), Is.EqualTo((OmsValueKind.Integer, number, number > long.MaxValue)));
            Assert.That(positive.Float64, Is.EqualTo((double)number));
            byte[] negative = RawCbor.Head(0x20, number, Shortest(number));
            if (number <= long.MaxValue)
            {
                Assert.That(ValueOf(negative).Int64, Is.EqualTo(-1 - (long)number));
                continue;
            }
            Assert.That(GrainView.TryParse(RawCbor.WithValue(negative), out _, out OmsFault fault), Is.False, "below −2⁶³");
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.2-2", (long)RawCbor.ValueOffset)));
        }
    }

    [TestCase(0x02, PayloadEncoding.MessagePack)]
    [TestCase(0x22, PayloadEncoding.Cbor)]
    public void A_sealed_grain_says_in_bit_5_what_is_inside(byte flags, PayloadEncoding encoding) // R-9, OMS-3.1-9
    {
        byte[] blob = [1, flags, 1, 0, 0, 0, 0, 0, 0, 0xa0, 0x01, 0x02];
        Assert.That(GrainView.TryParse(blob, out GrainView view, out OmsFault fault), Is.True, fault.ToString());
        Assert.That((view.IsSealed, view.Encoding), Is.EqualTo((true, encoding)));
    }

    private static int Shortest(ulong number) => number < 24 ? 0 : number <= byte.MaxValue ? 1 : number <= ushort.MaxValue ? 2 : number <= uint.MaxValue ? 4 : 8;

    private static FieldValue ValueOf(byte[] value)
    {
        GrainView view = GrainView.Parse(RawCbor.WithValue(value));
        Assert.That(view.TryGet("x"u8, out FieldValue found), Is.True);
        Assert.That(found.Encoded.SequenceEqual(value), Is.True);
        return found;
    }

    /// <summary>Compares two views, and answers how many values were compared.</summary>
    private static int Compare(GrainView one, GrainView other, string what)
    {
        Assert.That((one.Encoding, other.Encoding), Is.EqualTo((PayloadEncoding.MessagePack, PayloadEncoding.Cbor)), what);
        Assert.That((other.Type, other.TypeName, other.Count), Is.EqualTo((one.Type, one.TypeName, one.Count)), what);
        Assert.That(other.DeclaredType.SequenceEqual(one.DeclaredType), Is.True, what);
        int compared = 0;
        ReadOnlySpan<byte> previous = default;
        foreach (FieldEntry entry in other)
        {
            string name = $"{what}: {System.Text.Encoding.UTF8.GetString(entry.Key)}";
            Assert.That(previous.Length < entry.Key.Length || (previous.Length == entry.Key.Length && previous.SequenceCompareTo(entry.Key) < 0), Is.True, $"{name} comes in the order of RFC 8949 §4.2.1");
            previous = entry.Key;
            Assert.That(one.TryGet(entry.Key, out FieldValue first) && other.TryGet(entry.Key, out FieldValue found) && found.Offset == entry.Value.Offset, Is.True, name);
            compared += Compare(first, entry.Value, other.Bytes, name);
        }
        foreach (FieldDefinition row in FieldRegistry.ForType((byte)one.Type))
        {
            bool has = one.TryGet(row.Field, out FieldValue first);
            Assert.That(other.TryGet(row.Field, out FieldValue second), Is.EqualTo(has), row.Name);
            if (has) compared += Compare(first, second, other.Bytes, row.Name);
        }
        Assert.That(other.TryGet("no such key"u8, out _), Is.False);
        return compared;
    }

    private static int Compare(FieldValue one, FieldValue other, ReadOnlySpan<byte> blob, string what)
    {
        Assert.That((other.Kind, other.Count, other.IsUnsigned), Is.EqualTo((one.Kind, one.Count, one.IsUnsigned)), what);
        ReadOnlySpan<byte> encoded = other.Encoded;
        Assert.That(blob[other.Offset..].StartsWith(encoded) && encoded.Length > 0, Is.True, what);
        switch (one.Kind)
        {
            case OmsValueKind.Boolean: Assert.That(other.Boolean, Is.EqualTo(one.Boolean), what); break;
            case OmsValueKind.Integer when one.IsUnsigned: Assert.That(other.UInt64, Is.EqualTo(one.UInt64), what); break;
            case OmsValueKind.Integer: Assert.That((other.Int64, other.Float64), Is.EqualTo((one.Int64, one.Float64)), what); break;
            case OmsValueKind.Float: Assert.That(BitConverter.DoubleToInt64Bits(other.Float64), Is.EqualTo(BitConverter.DoubleToInt64Bits(one.Float64)), what); break;
            case OmsValueKind.Text: Assert.That(other.Utf8.SequenceEqual(one.Utf8) && other.ToText() == one.ToText(), Is.True, what); break;
            case OmsValueKind.Bytes: Assert.That(other.Bytes.SequenceEqual(one.Bytes), Is.True, what); break;
            default: break;
        }
        Assert.That(other.ToValue(), Is.EqualTo(one.ToValue()), what);
        return 1 + (one.Kind switch
        {
            OmsValueKind.Array => CompareElements(one, other, blob, what),
            OmsValueKind.Map => CompareEntries(one, other, blob, what),
            _ => 0,
        });
    }

    private static int CompareElements(FieldValue one, FieldValue other, ReadOnlySpan<byte> blob, string what)
    {
        int compared = 0, end = 0;
        FieldEnumerator others = other.GetEnumerator();
        foreach (FieldEntry element in one)
        {
            Assert.That(others.MoveNext(), Is.True, what);
            FieldValue value = others.Current.Value;
            Assert.That(end == 0 || value.Offset == end, Is.True, $"{what}: elements follow each other");
            end = value.Offset + value.Encoded.Length;
            compared += Compare(element.Value, value, blob, $"{what}[{compared}]");
        }
        Assert.That(others.MoveNext(), Is.False, what);
        Assert.That(end == 0 || end == other.Offset + other.Encoded.Length, Is.True, $"{what} ends where its last element ends");
        return compared;
    }

    private static int CompareEntries(FieldValue one, FieldValue other, ReadOnlySpan<byte> blob, string what)
    {
        int compared = 0, end = 0;
        foreach (FieldEntry entry in other)
        {
            bool isThere = false;
            foreach (FieldEntry first in one)
            {
                if (!first.Key.SequenceEqual(entry.Key)) continue;
                isThere = true;
                compared += Compare(first.Value, entry.Value, blob, $"{what}.{System.Text.Encoding.UTF8.GetString(entry.Key)}");
            }
            Assert.That(isThere, Is.True, what);
            end = entry.Value.Offset + entry.Value.Encoded.Length;
        }
        Assert.That(end == 0 || end == other.Offset + other.Encoded.Length, Is.True, $"{what} ends where its last value ends");
        return compared;
    }
}
