using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>A grain's JSON for people: indented, bounded, and without characters that reorder or hide what is shown.</summary>
internal static class GrainText
{
    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 2 * CodecLimits.DeepestNesting,
    };

    /// <summary>The text, at most <see cref="ReportOptions.MaxJsonRunes"/> and an ellipsis.</summary>
    internal static string Of(Grain grain)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_indented)) GrainJson.Write(writer, grain);
        // A character takes at most four bytes; one cut in two becomes a replacement character behind the ellipsis.
        int bytes = Math.Min(buffer.WrittenCount, 4 * (ReportOptions.MaxJsonRunes + 1));
        string text = CommandContext.Utf8.GetString(buffer.WrittenSpan[..bytes]);
        // A line feed inside a JSON text is escaped: those that are left are the indentation's.
        string clean = string.Join('\n', text.Split('\n').Select(static line => PlainText.Clean(line)));
        return Cut(clean, ReportOptions.MaxJsonRunes);
    }

    private static string Cut(string text, int runes)
    {
        int position = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (runes-- == 0) return text[..position] + "…";
            position += rune.Utf16SequenceLength;
        }
        return text;
    }
}
