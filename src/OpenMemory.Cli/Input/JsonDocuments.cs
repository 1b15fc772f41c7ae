using System.Text.Json;

namespace OpenMemory.Cli.Input;

/// <summary>Cuts JSON text into the values that stand for one grain each.</summary>
internal static class JsonDocuments
{
    // Deeper than any grain may be, so that the library is the one that refuses a grain for its depth.
    private const int MaxDepth = 4096;

    /// <summary>Whether a line holds a whole value; a line that is not JSON counts as whole, and fails when it is parsed.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> line)
    {
        Utf8JsonReader reader = new(line, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>Where each value of a document lies: the elements of a top-level array, or the top-level values themselves.</summary>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the text is not JSON.</exception>
    internal static List<Range> Split(ReadOnlySpan<byte> document)
    {
        List<Range> values = [];
        Utf8JsonReader reader = new(document, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                values.Add(start..(int)reader.BytesConsumed);
            }
        }
        catch (JsonException exception)
        {
            throw new OmsException(
                new OmsFault(OmsErrorCode.Corrupt, "R-26", "The text is not JSON", reader.BytesConsumed), exception);
        }
        return values;
    }
}
