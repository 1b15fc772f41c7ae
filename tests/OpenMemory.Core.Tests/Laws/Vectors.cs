using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>A blob of the vector files that strict reading accepts with these options.</summary>
/// <param name="Name">File and row.</param>
/// <param name="Bytes">The blob.</param>
/// <param name="Options">How to read it.</param>
/// <param name="HasGivenLevel">The author raised the sensitivity or signed, which fields alone do not say.</param>
public sealed record VectorBlob(string Name, byte[] Bytes, GrainReadOptions Options, bool HasGivenLevel)
{
    /// <summary>The name, for test lists.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}

/// <summary>The language-neutral vectors in <c>spec-vectors</c>.</summary>
internal static class Vectors
{
    private static readonly string[] s_files =
        ["spec-21", "grain-types", "canonical", "legacy", "seed", "sensitivity", "opaque", "elision", "cose", "sealed"];

    /// <summary>Every MessagePack blob that a reader must accept.</summary>
    internal static VectorBlob[] Blobs { get; } = [.. s_files.SelectMany(Load)];

    /// <summary>The published vector 1 (OMS-21-1).</summary>
    internal static byte[] Vector1 => Blobs.First(static blob => blob.Name.StartsWith("spec-21", StringComparison.Ordinal)).Bytes;

    internal static JsonElement[] Rows(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.PathOf("spec-vectors", file + ".json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>The blobs of one file.</summary>
    internal static VectorBlob[] Of(string file) => [.. Blobs.Where(blob => blob.Name.StartsWith(file + ": ", StringComparison.Ordinal))];

    internal static byte[] Hex(JsonElement row, string property) => Convert.FromHexString(row.GetProperty(property).GetString()!);

    private static IEnumerable<VectorBlob> Load(string file)
    {
        foreach (JsonElement row in Rows(file))
        {
            string name = $"{file}: {row.GetProperty("name").GetString()}";
            bool hasFlags = row.TryGetProperty("flags", out JsonElement flags);
            if (hasFlags && flags.TryGetProperty("cbor", out _)) continue;
            bool isSigned = file == "cose" || (hasFlags && flags.TryGetProperty("signed", out JsonElement signed) && signed.GetBoolean());
            GrainReadOptions given = new()
            {
                SkipSchema = row.TryGetProperty("schema", out JsonElement schema) && !schema.GetBoolean(),
                InsideEnvelope = isSigned,
            };
            GrainReadOptions disclosed = given with { InsideEnvelope = isSigned && file != "elision" }; // disclosing drops the signature
            bool hasGivenLevel = hasFlags || file is "elision" or "cose";
            if (row.TryGetProperty("blob_hex", out _)) yield return new(name, Hex(row, "blob_hex"), disclosed, hasGivenLevel);
            if (row.TryGetProperty("original_blob_hex", out _)) yield return new(name + " original", Hex(row, "original_blob_hex"), given, true);
        }
    }
}
