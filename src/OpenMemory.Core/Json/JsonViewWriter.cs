using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Writes a grain as JSON from its bytes, with full names in place of short keys. No objects in between: so it is for bytes that were read
/// without a deviation, in which no name stands beside its key and nothing is renamed.
/// </summary>
internal static class JsonViewWriter
{
    internal static void Write(Utf8JsonWriter writer, GrainView view)
    {
        writer.WriteStartObject();
        if (view.Type.HasSchema()) WriteFields(writer, view);
        else
        {
            writer.WriteStartObject(JsonNotation.Opaque);
            writer.WriteNumber("type_byte"u8, (byte)view.Type);
            writer.WriteStartObject("payload"u8);
            WriteEntries(writer, view.GetEnumerator(), view.Count, null);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, GrainView view)
    {
        EffectiveMap map = EffectiveMap.For((byte)view.Type);
        bool isIntegration = view.Type != GrainType.State && GrainViewExtensions.HasIntegrationTag(view);
        if (view.TryGet("t"u8, out FieldValue type) && type.Kind == OmsValueKind.Text) writer.WriteString("type"u8, type.Utf8);
        foreach (FieldEntry entry in view)
        {
            int slot = map.FindKey(entry.Key);
            Field field = slot < 0 ? default : map.Definitions[slot].Field;
            if (slot >= 0 && field == Field.Type && entry.Value.Kind == OmsValueKind.Text) continue;
            writer.WritePropertyName(slot < 0 ? entry.Key : map.Definitions[slot].NameBytes);
            NestedMap? names = slot < 0 ? null
                : entry.Value.Kind == OmsValueKind.Array ? NestedMap.OfEntries(field)
                : field == Field.Config || (field == Field.Context && isIntegration) ? NestedMap.Integration
                : null;
            WriteValue(writer, entry.Value, names);
        }
    }

    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="names">The names of the keys in the value, where that is a map, or in the maps that are elements of it.</param>
    private static void WriteValue(Utf8JsonWriter writer, FieldValue value, NestedMap? names)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Null: writer.WriteNullValue(); break;
            case OmsValueKind.Boolean: writer.WriteBooleanValue(value.Boolean); break;
            case OmsValueKind.Integer when value.IsUnsigned: writer.WriteNumberValue(value.UInt64); break;
            case OmsValueKind.Integer: writer.WriteNumberValue(value.Int64); break;
            case OmsValueKind.Float: JsonValueWriter.WriteFloat(writer, value.Float64); break;
            case OmsValueKind.Text: writer.WriteStringValue(value.Utf8); break;
            case OmsValueKind.Bytes:
                writer.WriteStartObject();
                writer.WriteBase64String(JsonNotation.Bytes, value.Bytes);
                writer.WriteEndObject();
                break;
            case OmsValueKind.Array:
                writer.WriteStartArray();
                foreach (FieldEntry element in value) WriteValue(writer, element.Value, NamesIn(element.Value, names));
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                WriteEntries(writer, value.GetEnumerator(), value.Count, names);
                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>The names that count in an element; a citation among the content references stays as it is (§27.5).</summary>
    private static NestedMap? NamesIn(FieldValue element, NestedMap? names) =>
        element.Kind != OmsValueKind.Map || (names == NestedMap.ContentRef && SchemaCheck.IsCitation(element)) ? null : names;

    private static void WriteEntries(Utf8JsonWriter writer, FieldEnumerator entries, int count, NestedMap? names)
    {
        while (entries.MoveNext())
        {
            FieldEntry entry = entries.Current;
            ReadOnlySpan<byte> name = names is null ? entry.Key : names.Expand(entry.Key);
            if (count == 1 && JsonNotation.IsReserved(name)) writer.WritePropertyName((byte[])[(byte)'$', .. name]);
            else writer.WritePropertyName(name);
            WriteValue(writer, entry.Value, null);
        }
    }
}
