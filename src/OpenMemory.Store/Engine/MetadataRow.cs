using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Store;

/// <summary>
/// A row of the metadata table that is what its prefix holds: JSON objects under <c>qry:</c>, <c>tpl:</c>, <c>retention:</c> and
/// <c>anon:</c>, any text elsewhere. Members that are not known stay as they are.
/// </summary>
internal sealed class MetadataRow
{
    private const string UpdatedAtName = "updated_at", HashName = "definition_hash", LastRunName = "last_run_at";

    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] s_modes = ["off", "egress", "ingress", "both", "audit"];

    private readonly string _hash;
    private readonly string? _lastRun; // as it is written

    private MetadataRow(string text, long updatedAt = 0, string hash = "", string? lastRun = null) =>
        (Text, UpdatedAt, _hash, _lastRun) = (text, updatedAt, hash, lastRun);

    /// <summary>The row, with both stamps where it is a definition.</summary>
    internal string Text { get; }

    /// <summary>When a definition was changed last, in milliseconds; 0 of other rows.</summary>
    internal long UpdatedAt { get; }

    /// <summary>Reads a row.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its text.</param>
    /// <param name="row">The row.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="now">The time of a definition that states none; null where it has to.</param>
    internal static bool TryRead(string key, string value, [NotNullWhen(true)] out MetadataRow? row, out OmsFault fault, EpochMilliseconds? now = null)
    {
        row = null;
        fault = default;
        string? prefix = MetadataPrefix.Of(key);
        try
        {
            row = prefix is null ? new(value)
                : key.Length == prefix.Length ? throw Refused("The key has no name behind its reserved prefix")
                : prefix == MetadataPrefix.Vault ? Vault(key, value)
                : prefix == MetadataPrefix.Trigger ? new(value)
                : ReadObject(prefix, value, now);
            return true;
        }
        catch (OmsException exception)
        {
            fault = exception.Fault;
        }
        catch (JsonException)
        {
            fault = Refused("The row is not JSON, or a member stands twice").Fault;
        }
        catch (InvalidOperationException)
        {
            fault = Refused("A text of the row is not valid Unicode").Fault;
        }
        return false;
    }

    /// <summary>Whether the row wins over another one of the same key: the later, of two of one time the greater hash. Policies never do.</summary>
    internal bool IsLaterThan(MetadataRow other) =>
        UpdatedAt != other.UpdatedAt ? UpdatedAt > other.UpdatedAt : string.CompareOrdinal(_hash, other._hash) > 0;

    /// <summary>The row as other hosts get it (OMS-28.4.1-9).</summary>
    internal string WithoutUsage() => WithUsage(null);

    /// <summary>The row with what another one tells of its use here.</summary>
    internal string WithUsageOf(MetadataRow local) => WithUsage(local._lastRun);

    private string WithUsage(string? lastRun)
    {
        if (lastRun == _lastRun) return Text;
        using JsonDocument document = JsonDocument.Parse(Text, s_reading);
        return Write(document.RootElement, UpdatedAt, _hash, lastRun);
    }

    private static MetadataRow Vault(string key, string value)
    {
        int colon = key.LastIndexOf(':');
        return colon > MetadataPrefix.Vault.Length && colon < key.Length - 1 ? new(value) : throw Refused("A vault: key has a namespace and a placeholder");
    }

    private static MetadataRow ReadObject(string prefix, string value, EpochMilliseconds? now)
    {
        using JsonDocument document = JsonDocument.Parse(value, s_reading);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw Refused("The row is not a JSON object");
        switch (prefix)
        {
            case MetadataPrefix.Query:
                OptionalText(root, "description");
                return Definition(value, root, "body", now);
            case MetadataPrefix.Template:
                return Definition(value, root, "source", now);
            case MetadataPrefix.Retention:
                if (OptionalInteger(root, "days") is not >= 0) throw Refused("A retention policy has a number of days", "days");
                OptionalText(root, "grain_type");
                OptionalText(root, "because");
                return new(value);
            default:
                if (OptionalText(root, "mode") is { } mode && !s_modes.Contains(mode)) throw Refused("The mode of an egress policy is not known", "mode");
                return new(value);
        }
    }

    private static MetadataRow Definition(string value, JsonElement root, string member, EpochMilliseconds? now)
    {
        string body = OptionalText(root, member) ?? throw Refused("A definition has a body", member);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Nfc.Normalized(Encoding.UTF8.GetBytes(body))));
        string? stated = OptionalText(root, HashName);
        if (stated is not null && stated != hash) throw Refused("The hash is not that of the definition; leave it out to have it computed", HashName);
        string? lastRun = OptionalInteger(root, LastRunName) is null ? null : root.GetProperty(LastRunName).GetRawText();
        long? given = OptionalInteger(root, UpdatedAtName);
        long updatedAt = given ?? now?.Value ?? throw Refused("A definition from elsewhere says when it was changed", UpdatedAtName);
        string text = stated is not null && given is not null ? value : Write(root, updatedAt, hash, lastRun);
        return new(text, updatedAt, hash, lastRun);
    }

    /// <summary>Writes a definition: members in their order, the stamps in their place or behind them.</summary>
    private static string Write(JsonElement root, long updatedAt, string hash, string? lastRun)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_writing))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in root.EnumerateObject())
            {
                if (member.Name is not (UpdatedAtName or HashName or LastRunName)) member.WriteTo(writer);
            }
            writer.WriteNumber(UpdatedAtName, updatedAt);
            writer.WriteString(HashName, hash);
            if (lastRun is not null)
            {
                writer.WritePropertyName(LastRunName);
                writer.WriteRawValue(lastRun);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? OptionalText(JsonElement root, string name) =>
        !root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refused("The member is not a text", name);

    private static long? OptionalInteger(JsonElement root, string name) =>
        !root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number
        : throw Refused("The member is not an integer", name);

    private static OmsException Refused(string message, string? member = null) => new(new(OmsErrorCode.Schema, "R-53", message, Field: member));
}
