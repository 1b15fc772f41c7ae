using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/reading.md run.</summary>
[TestFixture]
internal sealed class ReadingExampleTests
{
    private static readonly Fact s_fact = new() { Subject = "customer-456", Relation = "prefers", Object = "tea", Confidence = 0.9, CreatedAt = 1768471200000 };

    [Test]
    public void What_was_received_keeps_its_bytes_and_its_address()
    {
        // A peer that sets flag bit 5 on MessagePack.
        byte[] bytes = s_fact.ToBlob().Span.ToArray();
        bytes[1] |= 0x20;
        Assert.That(ReceivedGrain.Read(bytes).Deviations.Single().Kind, Is.EqualTo(DeviationKind.Bit5SetByPeer));
        (Grain view, GrainBlob same) = ReadingExamples.Received(bytes);
        Assert.That(((Fact)view).Subject, Is.EqualTo("customer-456"));
        Assert.That(same.Span.ToArray(), Is.EqualTo(bytes));
        Assert.That(same.Address, Is.EqualTo(ContentAddress.Compute(bytes)));
    }

    [Test]
    public void JSON_becomes_bytes_and_bytes_become_JSON()
    {
        GrainBlob blob = s_fact.ToBlob();
        byte[] json = Encoding.UTF8.GetBytes(GrainJson.ToJson(GrainView.Parse(blob.Span))), buffer = new byte[1024];
        ArrayBufferWriter<byte> text = new();
        using Utf8JsonWriter writer = new(text);
        (int length, ContentAddress address) = ReadingExamples.Json(json, buffer, writer, blob.Span);
        writer.Flush();
        Assert.That(buffer.AsSpan(0, length).ToArray(), Is.EqualTo(blob.Span.ToArray()));
        Assert.That(address, Is.EqualTo(blob.Address));
        Assert.That(text.WrittenSpan.ToArray(), Is.EqualTo(json));
    }
}
