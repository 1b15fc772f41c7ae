using System.Globalization;
using System.Text.Json;

namespace OpenMemory.Cli.Output;

/// <summary>Writes differences of two files as lines: <c>{"address":"…","side":"a","type":"fact"}</c>; the sides are a, b, and both.</summary>
internal static class DifferenceLine
{
    internal static void Write(MgDifference difference, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteString("address", difference.Address.ToString());
            json.WriteString("side", difference.Kind switch { MgDifferenceKind.OnlyInFirst => "a", MgDifferenceKind.OnlyInSecond => "b", _ => "both" });
            json.WriteString("type", difference.Type.ToText() ?? string.Create(CultureInfo.InvariantCulture, $"0x{(byte)difference.Type:x2}"));
            if (difference.Kind == MgDifferenceKind.State)
            {
                WriteState(json, "a", difference.FirstState);
                WriteState(json, "b", difference.SecondState);
            }
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    internal static void Write(MgDiffResult result, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteNumber("only_in_a", result.OnlyInFirst);
            json.WriteNumber("only_in_b", result.OnlyInSecond);
            json.WriteNumber("in_both", result.InBoth);
            json.WriteNumber("states_differing", result.StatesDiffering);
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    /// <summary>Writes what is not the default.</summary>
    private static void WriteState(Utf8JsonWriter json, string name, IndexState state)
    {
        json.WriteStartObject(name);
        if (state.SupersededBy is { } head) json.WriteString("superseded_by", head.ToString());
        if (state.SystemValidTo is { } end) json.WriteNumber("system_valid_to", end.Value);
        if (state.VerificationStatus != IndexState.Unverified) json.WriteString("verification_status", state.VerificationStatus);
        if (state.RecStatus is { } status) json.WriteString("rec_status", status);
        if (state.AccessCount != 0) json.WriteNumber("access_count", state.AccessCount);
        if (state.LastAccessedAt is { } last) json.WriteNumber("last_accessed_at", last.Value);
        json.WriteEndObject();
    }
}
