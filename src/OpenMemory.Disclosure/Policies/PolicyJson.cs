using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Disclosure;

/// <summary>A policy as JSON: exactly the members below, at most once each, in any order; what is not written has its default.</summary>
internal ref struct PolicyJson
{
    private const string Rule = "R-38";
    private const int MaxBytes = 1 << 20, MaxDepth = 4;

    private static readonly string[] s_sensitivities = ["public", "internal", "pii", "phi"];

    private Utf8JsonReader _reader;

    private PolicyJson(ReadOnlySpan<byte> utf8) => _reader = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });

    internal static DisclosurePolicy Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw Fault("A policy is longer than 1 MiB", MaxBytes);
        PolicyJson json = new(utf8);
        try
        {
            json._reader.Read();
            DisclosurePolicy policy = json.ReadPolicy();
            json._reader.Read(); // anything behind the object is an error of its own
            policy.Validate();
            return policy;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new OmsException(new(OmsErrorCode.Corrupt, Rule, "The policy is not JSON in UTF-8", json._reader.BytesConsumed), exception);
        }
    }

    internal static string Write(DisclosurePolicy policy)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", policy.Name);
            if (policy.Description.Length > 0) writer.WriteString("description", policy.Description);
            writer.WriteString("max_sensitivity", s_sensitivities[(int)policy.MaxSensitivity]);
            writer.WriteBoolean("allow_unknown_tags", policy.AllowUnknownTags);
            writer.WriteBoolean("show_unmatched", policy.ShowUnmatched);
            writer.WriteBoolean("show_sealed", policy.ShowSealed);
            WriteTexts(writer, "identities", policy.Identities);
            if (policy.CustomFields.Count > 0) WriteTexts(writer, "custom_fields", policy.CustomFields);
            writer.WriteStartArray("rules");
            foreach (DisclosureRule rule in policy.Rules) Write(writer, rule);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, DisclosureRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("name", rule.Name);
        if (rule.Types is not null)
        {
            writer.WriteStartArray("types");
            foreach (GrainType type in rule.Types)
            {
                if (type.ToText() is { } name) writer.WriteStringValue(name);
                else writer.WriteNumberValue((byte)type);
            }
            writer.WriteEndArray();
        }
        WriteTexts(writer, "tags", rule.Tags);
        WriteTexts(writer, "unless_tags", rule.UnlessTags);
        WriteTexts(writer, "namespaces", rule.Namespaces);
        WriteTexts(writer, "relations", rule.Relations);
        if (rule.Hide.Count > 0) WriteTexts(writer, "hide", rule.Hide);
        WriteTexts(writer, "keep", rule.Keep);
        if (rule.Screen.Count > 0) WriteTexts(writer, "screen", rule.Screen);
        if (rule.Withhold) writer.WriteBoolean("withhold", true);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null) return;
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private DisclosurePolicy ReadPolicy()
    {
        string? name = null;
        string description = "";
        Sensitivity level = Sensitivity.Internal;
        bool allowUnknownTags = false, showUnmatched = false, showSealed = false;
        IReadOnlyList<string>? identities = null, customFields = null;
        List<DisclosureRule>? rules = null;
        HashSet<string> seen = [];
        long start = Begin(JsonTokenType.StartObject, "A policy is not a JSON object");
        while (NextMember(seen) is { } member)
        {
            switch (member)
            {
                case "name": name = Text(); break;
                case "description": description = Text(); break;
                case "max_sensitivity": level = Level(); break;
                case "allow_unknown_tags": allowUnknownTags = Flag(); break;
                case "show_unmatched": showUnmatched = Flag(); break;
                case "show_sealed": showSealed = Flag(); break;
                case "identities": identities = Texts(); break;
                case "custom_fields": customFields = Texts(); break;
                case "rules": rules = Rules(); break;
                default: throw Fault("A policy has no such member", _reader.TokenStartIndex);
            }
        }
        if (name is null || rules is null) throw Fault("A policy has a name and rules", start);
        return new()
        {
            Name = name, Description = description, MaxSensitivity = level, AllowUnknownTags = allowUnknownTags, ShowUnmatched = showUnmatched,
            ShowSealed = showSealed, CustomFields = customFields ?? [], Rules = rules,
            Identities = identities ?? DisclosurePolicy.DefaultIdentities,
        };
    }

    private List<DisclosureRule> Rules()
    {
        List<DisclosureRule> rules = [];
        Begin(JsonTokenType.StartArray, "Rules are not an array");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) rules.Add(ReadRule());
        return rules;
    }

    private DisclosureRule ReadRule()
    {
        DisclosureRule rule = new() { Name = "" };
        HashSet<string> seen = [];
        long start = Begin(JsonTokenType.StartObject, "A rule is not a JSON object");
        while (NextMember(seen) is { } member)
        {
            rule = member switch
            {
                "name" => rule with { Name = Text() },
                "types" => rule with { Types = Types() },
                "tags" => rule with { Tags = Texts() },
                "unless_tags" => rule with { UnlessTags = Texts() },
                "namespaces" => rule with { Namespaces = Texts() },
                "relations" => rule with { Relations = Texts() },
                "hide" => rule with { Hide = Texts() },
                "keep" => rule with { Keep = Texts() },
                "screen" => rule with { Screen = Texts() },
                "withhold" => rule with { Withhold = Flag() },
                _ => throw Fault("A rule has no such member", _reader.TokenStartIndex),
            };
        }
        return rule.Name.Length > 0 ? rule : throw Fault("A rule has a name", start);
    }

    private List<GrainType> Types()
    {
        List<GrainType> types = [];
        Begin(JsonTokenType.StartArray, "Types are not an array");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetByte(out byte number) && number > 0) types.Add((GrainType)number);
            else if (_reader.TokenType == JsonTokenType.String && GrainTypes.TryParse(_reader.GetString()!, out GrainType type, out bool isOld) && !isOld) types.Add(type);
            else throw Fault("A type is a name of the specification or a byte from 1 to 255", _reader.TokenStartIndex);
        }
        return types;
    }

    private List<string> Texts()
    {
        List<string> texts = [];
        Begin(JsonTokenType.StartArray, "The member is not an array of texts");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) texts.Add(Text());
        return texts;
    }

    private readonly string Text() =>
        _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : throw Fault("The value is not a text", _reader.TokenStartIndex);

    private readonly bool Flag() =>
        _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.GetBoolean() : throw Fault("The value is neither true nor false", _reader.TokenStartIndex);

    private readonly Sensitivity Level() =>
        Array.IndexOf(s_sensitivities, Text()) is >= 0 and int level ? (Sensitivity)level : throw Fault("The level is public, internal, pii or phi", _reader.TokenStartIndex);

    private readonly long Begin(JsonTokenType type, string otherwise) =>
        _reader.TokenType == type ? _reader.TokenStartIndex : throw Fault(otherwise, _reader.TokenStartIndex);

    /// <summary>Goes on to the next member and its value; null at the end of the object.</summary>
    private string? NextMember(HashSet<string> seen)
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName) return null;
        string name = _reader.GetString()!;
        if (!seen.Add(name)) throw Fault("A member stands twice", _reader.TokenStartIndex);
        _reader.Read();
        return name;
    }

    private static OmsException Fault(string message, long offset) => new(new(OmsErrorCode.Schema, Rule, message, offset));
}
