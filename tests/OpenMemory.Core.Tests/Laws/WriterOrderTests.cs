using System.Buffers;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>In whatever order fields come and wherever their bytes end up, a grain is the same bytes (OMS-4.1-1).</summary>
[TestFixture]
public sealed class WriterOrderTests
{
    private const byte Untouched = 0xa5;

    private static GrainType[] Types => [.. Enum.GetValues<GrainType>().Where(static type => type.HasSchema())];

    [TestCaseSource(nameof(Types))]
    public void All_fields_of_a_type_in_any_order_are_the_same_bytes(GrainType type) // OMS-4.1-1, headers of 1 and 3 bytes
    {
        FieldDefinition[] fields = [.. EffectiveMap.For((byte)type).Definitions.Where(static field => field.Field != Field.Type)];
        Random random = new(7);
        foreach (int count in (int[])[2, 13, 14, 15, 16, fields.Length])
        {
            FieldDefinition[] some = fields[..Math.Min(count, fields.Length)];
            byte[] expected = Payload(type, some);
            for (int i = 0; i < 20; i++)
            {
                random.Shuffle(some);
                Assert.That(Payload(type, some), Is.EqualTo(expected), $"{count} fields");
            }
            Assert.That(new PayloadReader(expected, 0, PayloadEncoding.MessagePack, 32).TrySkip(1), Is.True, "keys ascend");
        }
    }

    [Test]
    public void Known_fields_and_others_may_be_mixed() // OMS-6-3
    {
        byte[] expected = Mixed(static (ref writer) =>
        {
            writer.WriteExtra("a", 1);
            writer.Write(Field.AuthorDid, "did:key:x");
            writer.WriteExtra("zz", 2);
        });
        byte[] actual = Mixed(static (ref writer) =>
        {
            writer.WriteExtra("zz", 2);
            writer.Write(Field.AuthorDid, "did:key:x");
            writer.WriteExtra("a", 1);
        });
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(GrainView.Parse(actual).Count, Is.EqualTo(9));
    }

    [Test]
    public void A_destination_of_any_length_holds_the_grain_or_nothing_and_nothing_behind_it_is_touched()
    {
        for (int last = 1; last <= 80; last++)
        {
            byte[] expected = Fact(last).ToBlob().Span.ToArray();
            foreach (int room in (int[])[expected.Length, expected.Length + 1, expected.Length + 31, expected.Length + 32, expected.Length + 200])
            {
                byte[] buffer = new byte[room];
                buffer.AsSpan().Fill(Untouched);
                int length = Fact(last).Finish(buffer, out ContentAddress address);
                Assert.That(buffer[..length], Is.EqualTo(expected));
                Assert.That(buffer[length..], Is.All.EqualTo(Untouched));
                Assert.That(address, Is.EqualTo(ContentAddress.Compute(expected)));
            }
            byte[] tooShort = new byte[expected.Length - 1];
            tooShort.AsSpan().Fill(Untouched);
            Assert.Throws<ArgumentException>(() => Fact(last).Finish(tooShort, out _));
            Assert.That(tooShort, Is.All.EqualTo(Untouched));
        }
    }

    [Test]
    public void A_grain_that_is_refused_leaves_the_destination_alone() // OMS-18-1, OMS-4.9-2
    {
        byte[] buffer = new byte[500];
        Assert.Throws<OmsException>(() => Fact(40, new() { Limits = new(60, 4) }).Finish(buffer, out _));
        Assert.Throws<OmsException>(() =>
        {
            using GrainWriter writer = new(GrainType.Fact);
            writer.Write(Field.Subject, "s");
            writer.Write(Field.Confidence, 0.5);
            writer.Finish(buffer, out _);
        });
        Assert.That(buffer, Is.All.Zero);
    }

    [Test]
    public void Buffers_may_grow_at_any_field()
    {
        byte[] buffer = new byte[9000];
        for (int length = 900; length <= 1130; length++)
        {
            string text = new('x', length), tail = new('y', length % 97);
            GrainWriter writer = Fact(5);
            writer.Write(Field.UserId, text);
            writer.Write(Field.AuthorDid, tail + "!");
            writer.Write(Field.License, text);
            int written = writer.Finish(buffer, out _);
            GrainView view = GrainView.Parse(buffer.AsSpan(0, written));
            foreach ((Field field, string value) in ((Field, string)[])[(Field.UserId, text), (Field.License, text), (Field.AuthorDid, tail + "!")])
                Assert.That(view.TryGet(field, out FieldValue found) ? found.ToText() : "", Is.EqualTo(value));
        }
    }

    [Test]
    public void Text_of_any_length_with_one_letter_that_is_not_ASCII_anywhere_is_written_as_it_is() // OMS-4.4-1
    {
        CanonicalWriter writer = new();
        for (int length = 0; length <= 70; length++)
        {
            for (int at = -1; at < length; at++)
            {
                foreach (char letter in (ReadOnlySpan<char>)['\u00e9', '\u4e2d', '\u0080', '\u0180'])
                {
                    char[] text = [.. Enumerable.Range(0, length).Select(static i => (char)('!' + i))];
                    if (at >= 0) text[at] = letter;
                    byte[] utf8 = Encoding.UTF8.GetBytes(text);
                    writer.Reset(0, CodecLimits.Untrusted, []);
                    int start = writer.WriteText(text.AsSpan());
                    Assert.That(writer.Written[start..].SequenceEqual(utf8), Is.True, $"{length} characters, {at}");
                    Assert.That(start, Is.EqualTo(MsgPack.TextHeaderSize(utf8.Length)));
                }
            }
        }
    }

    [Test]
    public void Keys_of_fields_fit_the_room_that_is_kept_for_them()
    {
        foreach (GrainType type in Types)
        {
            EffectiveMap map = EffectiveMap.For((byte)type);
            Assert.That(map.Definitions, Has.Length.LessThan(128));
            foreach (FieldDefinition field in map.Definitions)
            {
                KnownKey key = map.Known(field.Field);
                Assert.That(key.Encoded, Has.Length.InRange(2, 32));
                Assert.That(key.Encoded[1..], Is.EqualTo(field.KeyBytes).And.All.LessThan(0x80));
                Assert.That(map.Definitions[key.Slot], Is.SameAs(field));
            }
        }
    }

    private delegate void Writes(ref GrainWriter writer);

    private static byte[] Mixed(Writes write)
    {
        GrainWriter writer = Fact(3);
        write(ref writer);
        ArrayBufferWriter<byte> bytes = new();
        writer.Finish(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A whole Fact whose last entries, in the order of keys, are short: `s` and `t`; the text given is the object.</summary>
    private static GrainWriter Fact(int length, GrainWriteOptions options = default)
    {
        GrainWriter writer = new(GrainType.Fact, options);
        writer.Write(Field.Subject, "s");
        writer.Write(Field.Relation, "r");
        writer.Write(Field.CreatedAt, 1);
        writer.Write(Field.Object, new string('o', length));
        writer.Write(Field.Confidence, 0.5);
        return writer;
    }

    /// <summary>The payload that the canonical writer makes of known fields, each with its own name as text.</summary>
    private static byte[] Payload(GrainType type, FieldDefinition[] fields)
    {
        EffectiveMap map = EffectiveMap.For((byte)type);
        CanonicalWriter writer = new();
        writer.Reset(0, CodecLimits.Untrusted, map.Names);
        writer.BeginMap();
        foreach (FieldDefinition field in fields) writer.WriteKnownText(map.Known(field.Field), field.Name);
        writer.EndMap();
        return writer.Written.ToArray();
    }
}
