using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Store;

/// <summary>Policies and rows of retention as JSON, member by member, so that trimming takes nothing away.</summary>
internal static class RetentionJson
{
    private const int MaxLength = 1 << 20, MaxRules = 1000;

    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private static readonly JsonWriterOptions s_writing = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (RetentionEvent Event, string Text)[] s_events =
    [
        (RetentionEvent.Created, "created"), (RetentionEvent.Accepted, "accepted"), (RetentionEvent.LastAccessed, "last_accessed"),
        (RetentionEvent.Ended, "ended"), (RetentionEvent.ValidTo, "valid_to"),
    ];

    internal static RetentionPolicy Read(string json)
    {
        if (json.Length > MaxLength) throw Refused("The policy is longer than a million characters");
        return Guarded(() =>
        {
            using JsonDocument document = JsonDocument.Parse(json, s_reading);
            RetentionRule[]? rules = null;
            foreach (JsonProperty member in Object(document.RootElement, "").EnumerateObject())
            {
                if (member.Name != "rules") throw Unknown(member.Name);
                if (member.Value.ValueKind != JsonValueKind.Array) throw Refused("The rules are an array", "rules");
                if (member.Value.GetArrayLength() > MaxRules) throw Refused($"There are more than {MaxRules} rules", "rules");
                rules = [.. member.Value.EnumerateArray().Select(static (rule, index) => ReadRule(rule, $"rules[{index}]"))];
            }
            return new RetentionPolicy(rules ?? throw Refused("There are no rules", "rules"));
        });
    }

    /// <summary>Reads the row of a namespace: <c>days</c>, and perhaps <c>grain_type</c> and <c>because</c>. Other members are somebody else's.</summary>
    /// <exception cref="OmsException">It is none.</exception>
    internal static RetentionRule ReadRow(string key, string name, string json, bool removes) => Guarded(() =>
    {
        using JsonDocument document = JsonDocument.Parse(json, s_reading);
        JsonElement row = Object(document.RootElement, key);
        long days = row.TryGetProperty("days", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long given) && given >= 0
            ? given : throw Refused("A retention policy has a number of days", "days");
        TimeSpan age = RetentionSpan.OfDays(days);
        return new RetentionRule
        {
            Name = Cut(key, RetentionRule.MaxName),
            Namespace = name,
            Types = TextIn(row, "grain_type") is { } type ? [TypeOf(type, "grain_type")] : null,
            Because = TextIn(row, "because") is { } because && !string.IsNullOrWhiteSpace(because) ? Cut(because, RetentionRule.MaxBecause) : null,
            MinimumAge = removes ? null : age,
            RemoveAfter = removes ? age : null,
        };
    });

    internal static string Write(RetentionPolicy policy)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_writing))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rules");
            foreach (RetentionRule rule in policy.Rules) WriteRule(writer, rule);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRule(Utf8JsonWriter writer, RetentionRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("name", rule.Name);
        writer.WriteString("namespace", rule.Namespace);
        if (rule.Types is { } types)
        {
            writer.WriteStartArray("types");
            foreach (GrainType type in types)
            {
                if (type.ToText() is { } text) writer.WriteStringValue(text);
                else writer.WriteNumberValue((byte)type);
            }
            writer.WriteEndArray();
        }
        if (!rule.IncludesCurrent) writer.WriteBoolean("includes_current", false);
        writer.WriteString("since", s_events[(int)rule.Since].Text);
        Span(writer, "minimum_age", rule.MinimumAge);
        Span(writer, "warm_after", rule.WarmAfter);
        Span(writer, "cold_after", rule.ColdAfter);
        Span(writer, "remove_after", rule.RemoveAfter);
        if (rule.KeepImportanceFrom is { } importance) writer.WriteNumber("keep_importance_from", importance);
        if (rule.KeepConfidenceFrom is { } confidence) writer.WriteNumber("keep_confidence_from", confidence);
        if (rule.KeepAccessedFrom is { } accessed) writer.WriteNumber("keep_accessed_from", accessed);
        if (rule.Because is { } because) writer.WriteString("because", because);
        writer.WriteEndObject();
    }

    private static RetentionRule ReadRule(JsonElement element, string path)
    {
        RetentionRule rule = new() { Name = TextIn(Object(element, path), "name") ?? throw Refused("A rule has a name", path) };
        foreach (JsonProperty member in element.EnumerateObject())
        {
            JsonElement value = member.Value;
            string at = $"{path}.{member.Name}";
            rule = member.Name switch
            {
                "name" => rule,
                "namespace" => rule with { Namespace = Text(value, at) },
                "types" => rule with { Types = Types(value, at) },
                "includes_current" => rule with { IncludesCurrent = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Refused("The member is true or false", at) },
                "since" => rule with { Since = Since(Text(value, at), at) },
                "minimum_age" => rule with { MinimumAge = Span(value, at) },
                "warm_after" => rule with { WarmAfter = Span(value, at) },
                "cold_after" => rule with { ColdAfter = Span(value, at) },
                "remove_after" => rule with { RemoveAfter = Span(value, at) },
                "keep_importance_from" => rule with { KeepImportanceFrom = Number(value, at) },
                "keep_confidence_from" => rule with { KeepConfidenceFrom = Number(value, at) },
                "keep_accessed_from" => rule with
                {
                    KeepAccessedFrom = value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) ? count : throw Refused("The member is an integer", at),
                },
                "because" => rule with { Because = Text(value, at) },
                _ => throw Unknown(at),
            };
        }
        return rule;
    }

    private static GrainType[] Types(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array) throw Refused("The types are an array", path);
        List<GrainType> types = [];
        foreach (JsonElement type in value.EnumerateArray())
            types.Add(type.ValueKind == JsonValueKind.Number && type.TryGetByte(out byte number) ? (GrainType)number : TypeOf(Text(type, path), path));
        return [.. types];
    }

    private static GrainType TypeOf(string text, string path) =>
        GrainTypes.TryParse(text, out GrainType type, out _) ? type : throw Refused("The grain type is not known", path);

    private static RetentionEvent Since(string text, string path)
    {
        int index = Array.FindIndex(s_events, entry => entry.Text == text);
        return index >= 0 ? s_events[index].Event : throw Refused("There is no such event", path);
    }

    private static TimeSpan Span(JsonElement value, string path) =>
        RetentionSpan.TryRead(Text(value, path), out TimeSpan span) ? span : throw Refused("A span of time is a whole number with d, h, m, s or ms", path);

    private static void Span(Utf8JsonWriter writer, string name, TimeSpan? span)
    {
        if (span is { } time) writer.WriteString(name, RetentionSpan.Write(time));
    }

    private static double Number(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : throw Refused("The member is a number", path);

    private static string Text(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refused("The member is a text", path);

    private static string? TextIn(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null : Text(value, name);

    private static JsonElement Object(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Refused("It is not a JSON object", path);

    /// <summary>Bad text leaves as one kind of exception, whatever noticed it.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            throw Refused("It is not JSON, or a member stands twice");
        }
        catch (InvalidOperationException)
        {
            throw Refused("A text is not valid Unicode");
        }
        catch (ArgumentException fault)
        {
            throw Refused(fault.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>A text as long as it may be: a floor must not fall for a reason that is too long.</summary>
    private static string Cut(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];

    private static OmsException Unknown(string path) => Refused("The member is not known", path);

    private static OmsException Refused(string message, string? path = null) => new(new(OmsErrorCode.Schema, "R-60", message, Field: path));
}
