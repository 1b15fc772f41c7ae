using System.Text.Json;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/reading.md; the document shows the lines between the marks.</summary>
internal static class ReadingExamples
{
    internal static (Grain View, GrainBlob Same) Received(ReadOnlySpan<byte> bytes)
    {
        // <received>
        ReceivedGrain received = ReceivedGrain.Read(bytes);     // Compatible
        foreach (Deviation deviation in received.Deviations) Console.WriteLine(deviation);
        Grain view = received.Grain;                             // 1.6 names, whatever the blob's version
        GrainBlob same = view.ToBlob();                          // the bytes as received, under their own address
        // </received>
        return (view, same);
    }

    internal static (int Length, ContentAddress Address) Json(ReadOnlySpan<byte> utf8Json, Span<byte> buffer, Utf8JsonWriter jsonWriter, ReadOnlySpan<byte> blob)
    {
        // <json>
        int length = GrainJson.Encode(utf8Json, buffer, out ContentAddress address);   // or into an IBufferWriter<byte>
        GrainJson.Write(jsonWriter, GrainView.Parse(blob));                            // or into an IBufferWriter<byte>
        // </json>
        return (length, address);
    }
}
