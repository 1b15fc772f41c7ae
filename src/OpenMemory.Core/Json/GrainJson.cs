namespace OpenMemory;

/// <summary>
/// Grains as JSON with full field names. An integer is a number without fraction and exponent, any other number is a float;
/// <c>{"$bytes":"base64"}</c> is a byte string; an author's date-times may be ISO 8601 texts; a grain of a type without a
/// schema is <c>{"$opaque":{"type_byte":240,"payload":{…}}}</c> with raw keys. JSON shows the payload: a sensitivity raised
/// above what the tags demand, the signed flag and the encoding stand in the header only.
/// </summary>
public static partial class GrainJson
{
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

    /// <summary>A fault that names its place by a JSON path.</summary>
    internal static OmsException WithPath(OmsException exception) =>
        exception.Fault.Field is { } field && !field.StartsWith('$')
            ? new OmsException(exception.Fault with { Field = "$." + field }, exception)
            : exception;
}
