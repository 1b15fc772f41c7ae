using System.Runtime.InteropServices;
using System.Text.Json;

namespace OpenMemory.Cli.Conformance;

/// <summary>One row of a vector file.</summary>
internal readonly struct VectorRow(JsonElement json)
{
    internal string Name => TextOr("name", "(no name)");

    internal string Section => TextOr("section", "");

    /// <exception cref="VectorFileException">There is no such member.</exception>
    internal JsonElement this[string member] => json.TryGetProperty(member, out JsonElement value)
        ? value
        : throw new VectorFileException($"the row has no {member}");

    internal bool Has(string member) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out _);

    internal bool Has(params ReadOnlySpan<string> members)
    {
        foreach (string member in members)
        {
            if (!Has(member)) return false;
        }
        return true;
    }

    /// <summary>Whether a member is there and is exactly this.</summary>
    internal bool Is(string member, bool value) =>
        Has(member) && this[member].ValueKind == (value ? JsonValueKind.True : JsonValueKind.False);

    internal string Text(string member) => this[member].ValueKind == JsonValueKind.String
        ? this[member].GetString()!
        : throw new VectorFileException($"{member} is not a text");

    // For reports, which must not fail over what they report.
    private string TextOr(string member, string other)
    {
        try
        {
            return Has(member) ? Text(member) : other;
        }
        catch (Exception exception) when (exception is VectorFileException or InvalidOperationException)
        {
            return other;
        }
    }

    internal byte[] Hex(string member) => ParseHex(Text(member), member);

    internal static byte[] ParseHex(string hex, string member)
    {
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException)
        {
            throw new VectorFileException($"{member} is not hexadecimal");
        }
    }

    /// <summary>The writer options of the row; an undefined element where it has none.</summary>
    internal bool TryGetFlag(string flag, out JsonElement value)
    {
        value = default;
        return json.TryGetProperty("flags", out JsonElement flags) && flags.TryGetProperty(flag, out value);
    }

    internal bool HasFlag(string flag) => TryGetFlag(flag, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The text of a member exactly as it stands in the file.</summary>
    internal ReadOnlyMemory<byte> Source(string member) => JsonMarshal.GetRawUtf8Value(this[member]).ToArray();
}
