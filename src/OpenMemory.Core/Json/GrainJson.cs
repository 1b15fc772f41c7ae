using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Grains as JSON with full field names. An integer is a number without fraction and exponent, any other number is a float;
/// <c>{"$bytes":"base64"}</c> is a byte string; an author's date-times may be ISO 8601 texts; a grain of a type without a
/// schema is <c>{"$opaque":{"type_byte":240,"payload":{…}}}</c> with raw keys. JSON shows the payload: a sensitivity raised
/// above what the tags demand, the signed flag and the encoding stand in the header only.
/// </summary>
public static class GrainJson
{
    private static readonly JsonWriterOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * CodecLimits.DeepestNesting };

    /// <summary>Reads one grain. An author's rules are checked when it is written.</summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException">The JSON is malformed or is no grain; the fault names the JSON path.</exception>
    public static Grain Parse(ReadOnlySpan<byte> utf8Json, bool restore = false)
    {
        OmsMap map = ParseMap(utf8Json);
        if (map.Count == 1 && map.TryGetValue(JsonNotation.Opaque, out OmsValue opaque)) return ParseOpaque(opaque, restore);
        try
        {
            return restore ? Grain.Restore(map) : Grain.FromFields(WithTimes(map));
        }
        catch (OmsException exception)
        {
            throw WithPath(exception);
        }
    }

    /// <summary>Reads one grain.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException">The JSON is malformed or is no grain; the fault names the JSON path.</exception>
    public static Grain Parse(string json, bool restore = false) => Parse(StrictUtf8.GetBytes(json), restore);

    /// <summary>Reads an author's grain and writes its canonical bytes.</summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <param name="encoding">How the payload is written; JSON does not say.</param>
    /// <param name="limits">Size and depth, for example a device profile's.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="OmsException">The JSON is malformed, or the grain breaks a rule; the fault names the JSON path.</exception>
    public static GrainBlob Encode(ReadOnlySpan<byte> utf8Json, bool restore = false, PayloadEncoding encoding = default, CodecLimits limits = default)
    {
        Grain grain = Parse(utf8Json, restore).In(encoding);
        try
        {
            return grain.ToBlob(limits);
        }
        catch (OmsException exception)
        {
            throw WithPath(exception);
        }
    }

    /// <summary>Reads a JSON object as a map, without regard to grains.</summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <returns>The map.</returns>
    /// <exception cref="OmsException">The JSON is malformed or is no object.</exception>
    public static OmsMap ParseMap(ReadOnlySpan<byte> utf8Json)
    {
        OmsValue value = new JsonValueReader(utf8Json).ReadAll();
        return value.Kind == OmsValueKind.Map ? value.AsMap()
            : Throw.Fault<OmsMap>(OmsErrorCode.NotMap, "OMS-3.1-11", "The JSON is not an object", 0, "$");
    }

    /// <summary>The grain as one line of JSON.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The text.</returns>
    public static string ToJson(Grain grain)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_oneLine)) Write(writer, grain);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the grain as one JSON object, <c>type</c> first.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="grain">The grain.</param>
    public static void Write(Utf8JsonWriter writer, Grain grain)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(grain);
        writer.WriteStartObject();
        if (!grain.Type.HasSchema())
        {
            writer.WriteStartObject(JsonNotation.Opaque);
            writer.WriteNumber("type_byte", (byte)grain.Type);
            JsonValueWriter.WriteEntry(writer, "payload", grain.ToFields());
            writer.WriteEndObject();
        }
        else
        {
            foreach ((string name, OmsValue value) in grain.ToFields()) JsonValueWriter.WriteEntry(writer, name, value);
        }
        writer.WriteEndObject();
    }

    private static Grain ParseOpaque(OmsValue value, bool restore)
    {
        if (value.Kind == OmsValueKind.Map && value.AsMap() is var map
            && map.TryGetValue("type_byte", out OmsValue type) && type.Kind == OmsValueKind.Integer && type.AsDouble() is >= 1 and <= 255
            && map.TryGetValue("payload", out OmsValue payload) && payload.Kind == OmsValueKind.Map)
        {
            GrainType of = (GrainType)type.AsInt64();
            return restore ? Grain.Restore(payload.AsMap(), of) : Grain.New(of).Filled(payload.AsMap().ToDictionary());
        }
        return Throw.Fault<Grain>(OmsErrorCode.Schema, "R-22", "An opaque grain has a type_byte and a payload", -1, "$.$opaque");
    }

    /// <summary>Replaces ISO 8601 texts in an author's time fields by milliseconds (OMS-4.8-1).</summary>
    private static OmsMap WithTimes(OmsMap map)
    {
        if (!map.TryGetValue("type", out OmsValue name) || name.Kind != OmsValueKind.Text || !GrainTypes.TryParse(name.AsText(), out GrainType type, out _)) return map;
        Dictionary<string, OmsValue>? changed = null;
        foreach (FieldDefinition definition in FieldRegistry.ForType((byte)type))
        {
            if (definition.Type != FieldType.EpochMs || !map.TryGetValue(definition.Name, out OmsValue value) || value.Kind != OmsValueKind.Text) continue;
            if (!EpochMilliseconds.TryParseIso8601(value.AsText(), out EpochMilliseconds time)) continue;
            (changed ??= map.ToDictionary())[definition.Name] = time.Value;
        }
        return changed is null ? map : OmsMap.Adopt(changed);
    }

    private static OmsException WithPath(OmsException exception) =>
        exception.Fault.Field is { } field && !field.StartsWith('$')
            ? new OmsException(exception.Fault with { Field = "$." + field }, exception)
            : exception;
}
