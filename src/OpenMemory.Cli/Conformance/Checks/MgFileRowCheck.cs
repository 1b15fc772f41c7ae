using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OpenMemory.Compression;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A <c>.mg</c> file and its grains: read it, and where the row asks for it write exactly the same file.</summary>
internal static class MgFileRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] file = row.Hex("file_hex");
        byte[][] grains = [.. row["grains"].EnumerateArray().Select(static grain => VectorRow.ParseHex(grain.GetString()!, "grains"))];
        return Read(row, file, grains) ?? Write(row, file, grains) ?? RowOutcome.Pass;
    }

    private static RowOutcome? Read(VectorRow row, byte[] file, byte[][] grains)
    {
        string[] addresses = [.. row["addresses"].EnumerateArray().Select(static address => address.GetString()!)];
        Dictionary<string, byte[]> byAddress = [];
        foreach (byte[] grain in grains) byAddress[ContentAddress.Compute(GrainBlob.BytesIn(grain)).ToString()] = grain;

        using MgFileReader reader = MgFileReader.Open(file, new() { Codecs = SystemCodecs.All });
        if (reader.Count != addresses.Length) return RowOutcome.Fail("read: number of grains", Text(addresses.Length), Text(reader.Count));
        for (int index = 0; index < addresses.Length; index++)
        {
            string address = reader.GetAddress(index).ToString();
            if (address != addresses[index]) return RowOutcome.Fail($"read: address of grain {Text(index)}", addresses[index], address);
            if (BytesDifference.Find(byAddress[address], reader[index]) is { } difference)
                return RowOutcome.Fail($"read: grain {Text(index)}", difference.Expected, difference.Actual);
            if (!reader.TryFind(reader.GetAddress(index), out int found) || addresses[found] != address)
                return RowOutcome.Fail("find by address", address, "not found");
        }
        byte flags = row["flags_byte"].GetByte();
        if (flags != (byte)reader.Header.Flags) return RowOutcome.Fail("read: flags", Text(flags), Text((int)reader.Header.Flags));
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        IndexManifest? manifest = ManifestOf(row["options"]);
        return (reader.Manifest is null) == (manifest is null) && (reader.Manifest ?? IndexManifest.Empty).SequenceEqual(manifest ?? IndexManifest.Empty)
            ? null
            : RowOutcome.Fail("read: manifest", Text(manifest?.Count ?? -1), Text(reader.Manifest?.Count ?? -1));
    }

    /// <summary>Another compressor's bytes may differ, so what is written in one is read back instead of compared.</summary>
    private static RowOutcome? Write(VectorRow row, byte[] file, byte[][] grains)
    {
        JsonElement options = row["options"];
        string codec = options.GetProperty("codec").GetString()!;
        using MemoryStream stream = new();
        using (MgFileWriter writer = MgFileWriter.Create(stream, new MgWriterOptions
        {
            Sorted = options.GetProperty("sorted").GetBoolean(),
            KeepDuplicates = !options.GetProperty("deduplicated").GetBoolean(),
            Codec = codec == "none" ? null : SystemCodecs.All.First(known => known.Name == codec),
        }))
        {
            foreach (byte[] grain in grains) writer.Add(grain);
            writer.Manifest = ManifestOf(options);
            writer.Complete();
        }
        byte[] written = stream.ToArray();
        if (row.Text("compare") != "bytes") return Read(row, written, grains);
        if (BytesDifference.Find(file, written) is { } difference) return RowOutcome.Fail("write", difference.Expected, difference.Actual);
        string sha = Convert.ToHexStringLower(SHA256.HashData(written)), expected = row.Text("file_sha256");
        return sha == expected ? null : RowOutcome.Fail("file_sha256", expected, sha);
    }

    private static IndexManifest? ManifestOf(JsonElement options) => options.TryGetProperty("manifest", out JsonElement entries)
        ? IndexManifest.Create(entries.EnumerateObject().Select(static entry => KeyValuePair.Create(ContentAddress.Parse(entry.Name), StateOf(entry.Value))), keepDefaults: true)
        : null;

    private static IndexState StateOf(JsonElement fields) => fields.EnumerateObject().Aggregate(new IndexState(), static (state, field) => field.Name switch
    {
        "superseded_by" => state with { SupersededBy = ContentAddress.Parse(field.Value.GetString()) },
        "system_valid_to" => state with { SystemValidTo = field.Value.GetInt64() },
        "verification_status" => state with { VerificationStatus = field.Value.GetString()! },
        "rec_status" => state with { RecStatus = field.Value.GetString() },
        "access_count" => state with { AccessCount = field.Value.GetInt64() },
        "last_accessed_at" => state with { LastAccessedAt = field.Value.GetInt64() },
        _ => throw new VectorFileException($"unknown index field: {field.Name}"),
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
