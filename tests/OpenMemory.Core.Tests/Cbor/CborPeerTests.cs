#if CBOR_PEER
using System.Formats.Cbor;
#endif

namespace OpenMemory.Tests;

/// <summary>
/// .NET's own CBOR codec writes the same bytes and reads the same values (RFC 8949 §4.2.1, OMS-16.2-2, R-12, R-13). Its
/// Canonical mode orders keys by length first, as RFC 7049 did, which for text keys is the order of their encoded bytes.
/// </summary>
[TestFixture]
public sealed class CborPeerTests
{
#if CBOR_PEER
    [Test]
    public void Every_generated_grain_is_the_same_bytes_and_values_to_the_other_codec() => Law.Holds(GrainGen.Fields, 500, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        ReadOnlyMemory<byte> payload = (grain with { Encoding = PayloadEncoding.Cbor }).ToBlob().Memory[GrainHeader.Size..];
        OmsMap stored = Stored(grain.ToBlob().View()); // the MessagePack form: independent of our CBOR
        Assert.That(Convert.ToHexStringLower(Write(stored)), Is.EqualTo(Convert.ToHexStringLower(payload.Span)));
        Assert.That(Read(payload), Is.EqualTo((OmsValue)stored));
    });

    [Test]
    public void Every_vector_is_the_same_bytes_and_values_to_the_other_codec()
    {
        foreach ((VectorBlob messagePack, VectorBlob cbor) in CborVectors.Pairs)
        {
            OmsMap stored = Stored(GrainView.Parse(messagePack.Bytes, messagePack.Options));
            Assert.That(Convert.ToHexStringLower(Write(stored)), Is.EqualTo(Convert.ToHexStringLower(cbor.Bytes.AsSpan(GrainHeader.Size))), cbor.Name);
            Assert.That(Read(cbor.Bytes.AsMemory(GrainHeader.Size)), Is.EqualTo((OmsValue)stored), cbor.Name);
        }
    }

    [Test]
    public void Every_half_and_the_floats_around_it_have_the_same_shortest_form()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            double half = (double)BitConverter.UInt16BitsToHalf((ushort)bits);
            if (!double.IsFinite(half)) continue;
            foreach (double value in (double[])[half, float.BitIncrement((float)half), double.BitDecrement(half)])
            {
                byte[] theirs = Write(value);
                Assert.That(CborFloat.Size(value), Is.EqualTo(theirs.Length - 1), value.ToString("R"));
                Assert.That(BitConverter.DoubleToInt64Bits(CborFloat.Read(theirs.AsSpan(1), theirs.Length - 1)), Is.EqualTo(BitConverter.DoubleToInt64Bits(value)));
            }
        }
    }

    private static OmsMap Stored(GrainView view)
    {
        Dictionary<string, OmsValue> entries = [];
        foreach (FieldEntry entry in view) entries[System.Text.Encoding.UTF8.GetString(entry.Key)] = entry.Value.ToValue();
        return new(entries);
    }

    private static byte[] Write(OmsValue value)
    {
        CborWriter writer = new(CborConformanceMode.Canonical);
        Write(writer, value);
        return writer.Encode();
    }

    private static void Write(CborWriter writer, OmsValue value)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Null: writer.WriteNull(); break;
            case OmsValueKind.Boolean: writer.WriteBoolean(value.AsBoolean()); break;
            case OmsValueKind.Integer when value.IsUnsigned: writer.WriteUInt64(value.AsUInt64()); break;
            case OmsValueKind.Integer: writer.WriteInt64(value.AsInt64()); break;
            case OmsValueKind.Float: writer.WriteDouble(value.AsDouble()); break;
            case OmsValueKind.Text: writer.WriteTextString(value.AsText()); break;
            case OmsValueKind.Bytes: writer.WriteByteString(value.AsBytes().Span); break;
            case OmsValueKind.Array:
                writer.WriteStartArray(value.AsArray().Count);
                foreach (OmsValue element in value.AsArray()) Write(writer, element);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartMap(value.AsMap().Count);
                foreach ((string key, OmsValue entry) in value.AsMap())
                {
                    writer.WriteTextString(key);
                    Write(writer, entry);
                }
                writer.WriteEndMap();
                break;
        }
    }

    private static OmsValue Read(ReadOnlyMemory<byte> payload)
    {
        CborReader reader = new(payload, CborConformanceMode.Canonical);
        OmsValue value = Read(reader);
        Assert.That(reader.BytesRemaining, Is.Zero);
        return value;
    }

    private static OmsValue Read(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.Null:
                reader.ReadNull();
                return OmsValue.Null;
            case CborReaderState.Boolean: return reader.ReadBoolean();
            case CborReaderState.UnsignedInteger: return reader.ReadUInt64();
            case CborReaderState.NegativeInteger: return reader.ReadInt64();
            case CborReaderState.TextString: return reader.ReadTextString();
            case CborReaderState.ByteString: return OmsValue.FromBytes(reader.ReadByteString());
            case CborReaderState.StartArray:
                OmsValue[] elements = new OmsValue[reader.ReadStartArray()!.Value];
                for (int i = 0; i < elements.Length; i++) elements[i] = Read(reader);
                reader.ReadEndArray();
                return elements;
            case CborReaderState.StartMap:
                Dictionary<string, OmsValue> entries = [];
                for (int count = reader.ReadStartMap()!.Value; count > 0; count--) entries.Add(reader.ReadTextString(), Read(reader));
                reader.ReadEndMap();
                return new OmsMap(entries);
            default: return reader.ReadDouble(); // of any width
        }
    }
#else
    [Test]
    public void The_other_codec_is_absent() =>
        Assert.Ignore("The other codec, System.Formats.Cbor, is part of ASP.NET Core's shared framework, which this machine's SDK does not have.");
#endif
}
