using System.Text;
using System.Text.Json;
using OpenMemory.Fuzzing;

namespace OpenMemory.Tests;

/// <summary>Replays a row of <c>spec-vectors/crashes</c>: the row's own claim, and what holds for every input.</summary>
internal static class CrashFixtures
{
    internal static string Folder { get; } = RepositoryFiles.PathOf("spec-vectors", "crashes");

    /// <summary>The files with fixtures.</summary>
    internal static string[] Files => [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>Replays every row of a file.</summary>
    /// <returns>The number of rows.</returns>
    /// <exception cref="FindingException">A row does not hold.</exception>
    internal static int Replay(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = 512 });
        foreach (JsonElement row in document.RootElement.EnumerateArray()) Replay(row);
        return document.RootElement.GetArrayLength();
    }

    private static void Replay(JsonElement row)
    {
        foreach (string member in (string[])["name", "section", "notes"])
            FindingException.Unless(row.TryGetProperty(member, out JsonElement text) && text.ValueKind == JsonValueKind.String, $"a row without {member}");
        string name = row.GetProperty("name").GetString()!;
        if (row.TryGetProperty("error", out JsonElement error))
        {
            FindingException.Unless(OmsErrorCodes.TryParse(error.GetString()!, out OmsErrorCode code), $"{name}: an unknown code");
            ReplayRefused(row, name, code);
        }
        else if (row.TryGetProperty("blob_hex", out JsonElement blob))
        {
            byte[] bytes = Convert.FromHexString(blob.GetString()!);
            BlobInvariants.Check(new(bytes, name, Expectation.Accept, Options(row)));
            FindingException.Unless(row.GetProperty("address").GetString() == ContentAddress.Compute(bytes).ToString(), $"{name}: another address");
        }
        else FileInvariants.Check(new(Convert.FromHexString(row.GetProperty("file_hex").GetString()!), name, Expectation.Accept));
    }

    private static void ReplayRefused(JsonElement row, string name, OmsErrorCode code)
    {
        string kind = row.GetProperty("kind").GetString()!;
        FindingException.Unless(kind is "blob" or "file" or "write", $"{name}: an unknown kind");
        if (kind == "write")
        {
            Expectation.Refuse(code).Check(Write(row.GetProperty("input").GetRawText()));
            return;
        }
        FuzzCase input = new(Convert.FromHexString(row.GetProperty("hex").GetString()!), name, Expectation.Refuse(code), Options(row));
        if (kind == "blob") BlobInvariants.Check(input);
        else FileInvariants.Check(input);
    }

    private static OmsErrorCode Write(string json)
    {
        try
        {
            GrainJson.Encode(Encoding.UTF8.GetBytes(json));
            return OmsErrorCode.None;
        }
        catch (OmsException exception)
        {
            return exception.Code;
        }
    }

    private static GrainReadOptions Options(JsonElement row) => new()
    {
        InsideEnvelope = row.TryGetProperty("flags", out JsonElement flags) && flags.TryGetProperty("signed", out JsonElement signed) && signed.GetBoolean(),
    };
}
