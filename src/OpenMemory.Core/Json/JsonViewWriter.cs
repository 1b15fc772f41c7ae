using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Writes a grain as JSON from its bytes, with full names in place of short keys. No objects in between: so it is for bytes that were read
/// without a deviation, in which no name stands beside its key and nothing is renamed.
/// </summary>
internal ref struct JsonViewWriter
{
    private readonly Utf8JsonWriter _writer;
    private readonly ReadOnlySpan<byte> _source;
    private readonly PayloadEncoding _encoding;
    private int _position;

    private JsonViewWriter(Utf8JsonWriter writer, GrainView view)
    {
        _writer = writer;
        _source = view.Bytes;
        _encoding = view.Encoding;
        _position = GrainHeader.Size;
    }

    internal static void Write(Utf8JsonWriter writer, GrainView view)
    {
        JsonViewWriter json = new(writer, view);
        writer.WriteStartObject();
        if (view.Type.HasSchema())
        {
            if (view.TryGet("t"u8, out FieldValue type) && type.Kind == OmsValueKind.Text) writer.WriteString(JsonNames.Type, type.Utf8);
            json.WriteFields(EffectiveMap.For((byte)view.Type), view.Type != GrainType.State && GrainViewExtensions.HasIntegrationTag(view));
        }
        else
        {
            writer.WriteStartObject(JsonNotation.Opaque);
            writer.WriteNumber("type_byte"u8, (byte)view.Type);
            writer.WritePropertyName("payload"u8);
            json.WriteValue(null);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private void WriteFields(EffectiveMap map, bool isIntegration)
    {
        Read(out Token root);
        for (int i = root.Length; i > 0; i--)
        {
            ReadOnlySpan<byte> key = ReadKey();
            int slot = map.FindKey(key);
            if (slot < 0)
            {
                _writer.WritePropertyName(key);
                WriteValue(null);
                continue;
            }
            Field field = map.Definitions[slot].Field;
            Read(out Token value);
            if (field == Field.Type && value.Kind == OmsValueKind.Text) continue; // stands in front
            _writer.WritePropertyName(JsonNames.Of(field));
            NestedMap? names = value.Kind switch
            {
                OmsValueKind.Array => NestedMap.OfEntries(field),
                OmsValueKind.Map when field == Field.Config || (field == Field.Context && isIntegration) => NestedMap.Integration,
                _ => null,
            };
            WriteValue(value, names);
        }
    }

    private void WriteValue(NestedMap? names)
    {
        Read(out Token token);
        WriteValue(token, names);
    }

    /// <param name="token">The value's header, which is read.</param>
    /// <param name="names">The names of the keys in the value, where that is a map, or in the maps that are elements of it.</param>
    private void WriteValue(scoped in Token token, NestedMap? names)
    {
        switch (token.Kind)
        {
            case OmsValueKind.Null: _writer.WriteNullValue(); break;
            case OmsValueKind.Boolean: _writer.WriteBooleanValue(token.Bits != 0); break;
            case OmsValueKind.Integer when token.IsUnsigned: _writer.WriteNumberValue((ulong)token.Bits); break;
            case OmsValueKind.Integer: _writer.WriteNumberValue(token.Bits); break;
            case OmsValueKind.Float: JsonValueWriter.WriteFloat(_writer, BitConverter.Int64BitsToDouble(token.Bits)); break;
            case OmsValueKind.Text: _writer.WriteStringValue(_source.Slice(token.ContentStart, token.Length)); break;
            case OmsValueKind.Bytes:
                _writer.WriteStartObject();
                _writer.WriteBase64String(JsonNotation.Bytes, _source.Slice(token.ContentStart, token.Length));
                _writer.WriteEndObject();
                break;
            case OmsValueKind.Array:
                _writer.WriteStartArray();
                for (int i = token.Length; i > 0; i--) WriteElement(names);
                _writer.WriteEndArray();
                break;
            default: WriteMap(token.Length, names); break;
        }
    }

    private void WriteElement(NestedMap? names)
    {
        Read(out Token token);
        // A citation among the content references stays as it is (§27.5).
        bool isPlain = token.Kind != OmsValueKind.Map || (names == NestedMap.ContentRef && SchemaCheck.IsCitation(new FieldValue(_source, token)));
        WriteValue(token, isPlain ? null : names);
    }

    private void WriteMap(int count, NestedMap? names)
    {
        _writer.WriteStartObject();
        for (int i = count; i > 0; i--)
        {
            ReadOnlySpan<byte> key = ReadKey();
            if (names is not null) key = names.Expand(key);
            if (count == 1 && JsonNotation.IsReserved(key)) _writer.WritePropertyName((byte[])[(byte)'$', .. key]);
            else _writer.WritePropertyName(key);
            WriteValue(null);
        }
        _writer.WriteEndObject();
    }

    private ReadOnlySpan<byte> ReadKey()
    {
        int length = TrustedReader.ReadKeyLength(_source, _encoding, ref _position);
        _position += length;
        return _source.Slice(_position - length, length);
    }

    private void Read(out Token token) => TrustedReader.Read(_source, _encoding, ref _position, out token);
}
