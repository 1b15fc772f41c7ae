using System.Globalization;
using System.Text.Json;

namespace OpenMemory;

/// <summary>Writes values as JSON so that <see cref="JsonValueReader"/> reads the same ones again.</summary>
internal static class JsonValueWriter
{
    internal static void Write(Utf8JsonWriter writer, in OmsValue value)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Null: writer.WriteNullValue(); break;
            case OmsValueKind.Boolean: writer.WriteBooleanValue(value.AsBoolean()); break;
            case OmsValueKind.Integer when value.IsUnsigned: writer.WriteNumberValue(value.AsUInt64()); break;
            case OmsValueKind.Integer: writer.WriteNumberValue(value.AsInt64()); break;
            case OmsValueKind.Float: WriteFloat(writer, value.AsDouble()); break;
            case OmsValueKind.Text:
                StrictUtf8.Check(value.AsText()); // the writer would replace them
                writer.WriteStringValue(value.AsText());
                break;
            case OmsValueKind.Bytes:
                writer.WriteStartObject();
                writer.WriteBase64String(JsonNotation.Bytes, value.AsBytes().Span);
                writer.WriteEndObject();
                break;
            case OmsValueKind.Array:
                writer.WriteStartArray();
                foreach (ref readonly OmsValue element in value.Elements) Write(writer, element);
                writer.WriteEndArray();
                break;
            default: WriteMap(writer, value.AsMap()); break;
        }
    }

    internal static void WriteEntry(Utf8JsonWriter writer, string name, in OmsValue value)
    {
        StrictUtf8.Check(name);
        writer.WritePropertyName(name);
        Write(writer, value);
    }

    private static void WriteMap(Utf8JsonWriter writer, OmsMap map)
    {
        writer.WriteStartObject();
        foreach ((string key, OmsValue value) in map)
        {
            bool mustEscape = map.Count == 1 && JsonNotation.IsReserved(key);
            WriteEntry(writer, mustEscape ? "$" + key : key, value);
        }
        writer.WriteEndObject();
    }

    /// <summary>A float never looks like an integer: 1 becomes 1.0.</summary>
    internal static void WriteFloat(Utf8JsonWriter writer, double value)
    {
        if (!double.IsFinite(value)) Throw.Fault(OmsErrorCode.FloatInvalid, "OMS-4.3-3", "A float is not a number or is infinite");
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        // .NET's shortest form of some powers of two reads back as their neighbour; 17 digits never do.
        if (double.Parse(text[..length], CultureInfo.InvariantCulture) != value) value.TryFormat(text, out length, "E16", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
