using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>
/// Checks values against a JSON Schema. It knows the part of draft 2020-12 that the schema of the vectors uses, and fails on
/// a keyword that it does not know, so that nothing in the schema is passed over.
/// </summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    /// <summary>What is wrong, and where; null when nothing is.</summary>
    public string? FirstError(JsonElement schema, JsonElement value, string path)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (Check(keyword, schema, value, path) is { } error) return error;
        }
        return null;
    }

    /// <summary>A definition of the schema.</summary>
    public JsonElement Definition(string name) => root.GetProperty("$defs").GetProperty(name);

    private string? Check(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        JsonElement argument = keyword.Value;
        JsonValueKind kind = value.ValueKind;
        switch (keyword.Name)
        {
            case "$schema" or "title" or "description" or "$defs": return null;
            case "$ref": return FirstError(Definition(argument.GetString()!["#/$defs/".Length..]), value, path);
            case "type": return Fail(!Choices(argument).Any(name => IsType(value, name)), path, $"is not of type {argument}");
            case "const": return Fail(!JsonElement.DeepEquals(argument, value), path, $"is not {argument}");
            case "enum": return Fail(!argument.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)), path, $"is not one of {argument}");
            case "pattern": return Fail(kind == JsonValueKind.String && !Matches(argument.GetString()!, value.GetString()!), path, $"does not match {argument}");
            case "minLength": return Fail(kind == JsonValueKind.String && value.GetString()!.Length < argument.GetInt32(), path, "is too short");
            case "maxLength": return Fail(kind == JsonValueKind.String && value.GetString()!.Length > argument.GetInt32(), path, "is too long");
            case "minimum": return Fail(kind == JsonValueKind.Number && value.GetDouble() < argument.GetDouble(), path, $"is below {argument}");
            case "maximum": return Fail(kind == JsonValueKind.Number && value.GetDouble() > argument.GetDouble(), path, $"is above {argument}");
            case "minItems": return Fail(kind == JsonValueKind.Array && value.GetArrayLength() < argument.GetInt32(), path, "has too few elements");
            case "uniqueItems": return Fail(HasTwice(value), path, "has an element twice");
            case "anyOf": return Fail(Fitting(argument, value, path) == 0, path, "fits none of the choices");
            case "oneOf": return Fail(Fitting(argument, value, path) != 1, path, $"fits {Fitting(argument, value, path)} of the choices");
            case "items":
                return kind == JsonValueKind.Array ? First(value.EnumerateArray().Select((element, i) => FirstError(argument, element, $"{path}[{i}]"))) : null;
            default:
                return kind == JsonValueKind.Object ? CheckMembers(keyword, schema, value, path) : null;
        }
    }

    private string? CheckMembers(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        JsonElement argument = keyword.Value;
        IEnumerable<JsonProperty> members = value.EnumerateObject();
        switch (keyword.Name)
        {
            case "required":
                return First(argument.EnumerateArray().Select(name => Fail(!value.TryGetProperty(name.GetString()!, out _), path, $"has no {name}")));
            case "properties":
                return First(members.Select(member => argument.TryGetProperty(member.Name, out JsonElement inner) ? FirstError(inner, member.Value, $"{path}.{member.Name}") : null));
            case "propertyNames":
                string pattern = argument.GetProperty("pattern").GetString()!;
                return First(members.Select(member => Fail(!Matches(pattern, member.Name), path, $"has the member {member.Name}")));
            case "additionalProperties":
                return First(members.Where(member => !IsKnown(schema, member.Name)).Select(member => argument.ValueKind == JsonValueKind.False
                    ? $"{path} has the member {member.Name}"
                    : FirstError(argument, member.Value, $"{path}.{member.Name}")));
            default:
                throw new NotSupportedException($"The schema uses {keyword.Name}");
        }
    }

    private int Fitting(JsonElement choices, JsonElement value, string path) => choices.EnumerateArray().Count(choice => FirstError(choice, value, path) is null);

    private static bool IsKnown(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(name, out _);

    private static IEnumerable<string> Choices(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Array ? argument.EnumerateArray().Select(static name => name.GetString()!) : [argument.GetString()!];

    private static bool IsType(JsonElement value, string name) => name switch
    {
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => string.Equals(value.ValueKind.ToString(), name, StringComparison.OrdinalIgnoreCase),
    };

    // In .NET a dollar sign also stands before a line feed at the end of the text; in JSON Schema it does not.
    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant);

    private static bool HasTwice(JsonElement array)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return array.ValueKind == JsonValueKind.Array && !array.EnumerateArray().All(element => seen.Add(element.GetRawText()));
    }

    private static string? First(IEnumerable<string?> errors) => errors.FirstOrDefault(static error => error is not null);

    private static string? Fail(bool isWrong, string path, string what) => isWrong ? $"{path} {what}" : null;
}
