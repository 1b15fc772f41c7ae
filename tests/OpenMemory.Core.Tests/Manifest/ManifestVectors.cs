using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The manifests of <c>mgfile.json</c>: the bytes between the last grain and the footer, and what they say.</summary>
internal static class ManifestVectors
{
    /// <summary>A row: name, bytes, encoding and the entries with full names.</summary>
    internal sealed record Row(string Name, byte[] Bytes, PayloadEncoding Encoding, KeyValuePair<ContentAddress, IndexState>[] Entries);

    internal static Row[] Rows { get; } = [.. Load()];

    private static IEnumerable<Row> Load()
    {
        foreach (JsonElement row in Vectors.Rows("mgfile"))
        {
            if (!row.GetProperty("options").TryGetProperty("manifest", out JsonElement manifest)) continue;
            byte[] file = Vectors.Hex(row, "file_hex");
            bool isCompressed = row.GetProperty("options").GetProperty("codec").GetString() != "none";
            string[] grains = [.. row.GetProperty("grains").EnumerateArray().Select(static hex => hex.GetString()!)];
            if (isCompressed) continue; // where the frame ends is not known here
            if (row.GetProperty("options").GetProperty("deduplicated").GetBoolean()) grains = [.. grains.Distinct()];
            int start = 16 + grains.Sum(static hex => 4 + (hex.Length / 2));
            bool isCbor = grains.Length > 0 && grains.All(static hex => (Convert.FromHexString(hex)[1] & 0x20) != 0);
            yield return new(
                row.GetProperty("name").GetString()!, file[start..^32], isCbor ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack,
                [.. manifest.EnumerateObject().Select(static entry => KeyValuePair.Create(ContentAddress.Parse(entry.Name), State(entry.Value)))]);
        }
    }

    internal static IndexState State(JsonElement fields)
    {
        IndexState state = IndexState.Default;
        foreach (JsonProperty field in fields.EnumerateObject())
        {
            state = field.Name switch
            {
                "superseded_by" => state with { SupersededBy = ContentAddress.Parse(field.Value.GetString()) },
                "system_valid_to" => state with { SystemValidTo = field.Value.GetInt64() },
                "verification_status" => state with { VerificationStatus = field.Value.GetString()! },
                "rec_status" => state with { RecStatus = field.Value.GetString() },
                "access_count" => state with { AccessCount = field.Value.GetInt64() },
                "last_accessed_at" => state with { LastAccessedAt = field.Value.GetInt64() },
                _ => throw new InvalidOperationException(field.Name),
            };
        }
        return state;
    }
}
