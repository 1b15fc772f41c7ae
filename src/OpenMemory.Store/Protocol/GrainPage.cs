using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Store;

/// <summary>One page of results: the envelope of §28.1.</summary>
/// <param name="Results">The results of this page.</param>
/// <param name="Total">
/// How many grains match at all, at this moment; of a <see cref="GrainSearch"/>, how many of those that were looked at, which in a large
/// store is a lower bound.
/// </param>
/// <param name="NextCursor">Where the next page begins; null where this is the last.</param>
public sealed record GrainPage(IReadOnlyList<GrainHit> Results, long Total, string? NextCursor)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4 * CodecLimits.DeepestNesting };

    /// <summary>
    /// The envelope as JSON: <c>results</c>, <c>total</c>, <c>next_cursor</c> (OMS-28.1-1), one line. A result's <c>grain</c> is as
    /// <see cref="GrainJson"/> writes it; of a sealed or compressed grain, whose fields cannot be read, it is null, and <c>sealed</c> or
    /// <c>compressed</c> beside it is true. Where a result has <see cref="GrainHit.Sources"/>, they stand in its <c>sources</c>.
    /// <c>next_cursor</c> is null on the last page.
    /// </summary>
    /// <returns>UTF-8 bytes.</returns>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new(), grain = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("results");
            foreach (GrainHit hit in Results) Write(writer, hit, grain);
            writer.WriteEndArray();
            writer.WriteNumber("total", Total);
            writer.WriteString("next_cursor", NextCursor);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, GrainHit hit, ArrayBufferWriter<byte> grain)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("grain");
        GrainFlags flags = hit.Grain.Blob.Header.Flags;
        bool isSealed = (flags & GrainFlags.Encrypted) != 0, isCompressed = CompressedPayload.IsIn(flags);
        if (isSealed || isCompressed)
        {
            writer.WriteNullValue();
            writer.WriteBoolean(isSealed ? "sealed" : "compressed", true);
        }
        else
        {
            grain.ResetWrittenCount();
            GrainJson.Write(grain, hit.Grain.Blob.View());
            writer.WriteRawValue(grain.WrittenSpan, skipInputValidation: true);
        }
        writer.WriteNumber("score", double.IsFinite(hit.Score) ? hit.Score : 0);
        writer.WriteStartArray("matched_fields");
        foreach (string field in hit.MatchedFields) writer.WriteStringValue(field);
        writer.WriteEndArray();
        writer.WriteString("content_address", hit.Address.ToString());
        if (hit.Sources.Count > 0)
        {
            writer.WriteStartArray("sources");
            foreach (ContentAddress source in hit.Sources) writer.WriteStringValue(source.ToString());
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
