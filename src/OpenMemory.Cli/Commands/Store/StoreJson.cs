using System.Text.Encodings.Web;
using System.Text.Json;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary>Answers of a store as one JSON object in one line.</summary>
internal static class StoreJson
{
    // The encoder of the library's own envelope (§28.1): the same texts look the same everywhere.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4 * CodecLimits.DeepestNesting };

    /// <summary>Writes an object with the members that an action writes.</summary>
    internal static void Write(CommandContext context, Action<Utf8JsonWriter> members)
    {
        using (Utf8JsonWriter json = new(context.Output, s_options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    /// <summary>A name of the library in the manner of JSON: <c>MissingSuccessor</c> is <c>missing_successor</c>.</summary>
    internal static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Members that say which grain it is, and what stands in it.</summary>
    internal static void WriteGrain(Utf8JsonWriter json, GrainBrief grain)
    {
        json.WriteString("content_address", grain.Address.ToString());
        json.WriteString("type", grain.Type);
        if (grain.CreatedAt is { } time) json.WriteNumber("created_at", time.Value);
        json.WriteString("summary", grain.Summary);
        json.WritePropertyName("grain");
        if (grain.Grain is { } readable) GrainJson.Write(json, readable);
        else json.WriteNullValue();
    }

    /// <summary>Members that say what the index knows of a grain.</summary>
    internal static void WriteEntry(Utf8JsonWriter json, IndexEntry entry)
    {
        json.WriteBoolean("current", entry.IsCurrent);
        if (entry.State.SystemValidTo is { } time) json.WriteNumber("system_valid_to", time.Value);
        json.WriteString("verification_status", entry.State.VerificationStatus);
    }

    internal static void WriteAddresses(Utf8JsonWriter json, string name, IEnumerable<ContentAddress> addresses)
    {
        json.WriteStartArray(name);
        foreach (ContentAddress address in addresses) json.WriteStringValue(address.ToString());
        json.WriteEndArray();
    }
}
