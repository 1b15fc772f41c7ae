using System.Text.Json;

namespace OpenMemory.Fuzzing;

/// <summary>The inputs of the repository's vectors.</summary>
internal static class VectorCorpus
{
    private static readonly string[] s_blobMembers = ["blob_hex", "original_blob_hex", "sealed_hex", "hex"];

    /// <summary>The folder of the vectors in the checkout that this program was built from.</summary>
    internal static string Folder { get; } = FindFolder();

    /// <summary>Blobs, sound ones and a sample of unsound ones.</summary>
    internal static byte[][] Blobs { get; } = [.. Rows("*").SelectMany(static row => Hex(row, s_blobMembers)).Where(static blob => blob.Length is > 0 and < 1500)];

    /// <summary><c>.mg</c> files.</summary>
    internal static byte[][] Files { get; } = [.. Rows("mgfile").SelectMany(static row => Hex(row, "file_hex")).Where(static file => file.Length is > 0 and < 3000)];

    /// <summary>Envelopes around grains.</summary>
    internal static byte[][] Envelopes { get; } = [.. Rows("cose").SelectMany(static row => Hex(row, "envelope_hex")).Where(static envelope => envelope.Length is > 0 and < 1500)];

    private static IEnumerable<JsonElement> Rows(string name)
    {
        foreach (string path in Directory.GetFiles(Folder, name + ".json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), new() { MaxDepth = 512 });
            if (document.RootElement.ValueKind != JsonValueKind.Array) continue; // the schema, for example, has no rows
            int place = 0;
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                // The unsound ones are many and much alike.
                bool isInvalid = row.TryGetProperty("error", out _);
                if (!isInvalid || (place++ % 8 == 0 && row.GetProperty("kind").ValueEquals("blob"))) yield return row.Clone();
            }
        }
    }

    private static IEnumerable<byte[]> Hex(JsonElement row, params string[] members)
    {
        foreach (string member in members)
        {
            if (row.TryGetProperty(member, out JsonElement hex)) yield return Convert.FromHexString(hex.GetString()!);
        }
    }

    private static string FindFolder()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OpenMemory.sln"))) return Path.Combine(folder, "spec-vectors");
        }
        throw new DirectoryNotFoundException("The fuzzer runs from inside a checkout.");
    }
}
