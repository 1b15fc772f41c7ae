using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>JSON in and out costs no allocation where there are bytes at both ends (§8 of the design: 0 B).</summary>
[TestFixture]
public sealed class JsonAllocationTests
{
    private static readonly byte[] s_event = Encoding.UTF8.GetBytes(
        """
        {"content":"a \"quoted\" text of \u00fcmlauts","created_at":"2026-01-15T10:00:00.000Z","session_id":null,"context":{"steps":[1,2.5,{"done":true,"by":null}],"raw":{"$bytes":"AAEC"}},
        "my:own":{"z":1,"a":[[],{}]},"namespace":"shared","type":"event"}
        """);

    [Test]
    public void JSON_goes_into_a_span_for_free()
    {
        byte[] vector1 = Encoding.UTF8.GetBytes(GrainJson.ToJson(Grain.Read(Vectors.Vector1))), buffer = new byte[400];
        int length = 0;
        ContentAddress address = default;
        Assert.That(Allocations.Of(() => length = GrainJson.Encode(vector1, buffer, out address)), Is.Zero);
        Assert.That(buffer.AsSpan(0, length).SequenceEqual(Vectors.Vector1), Is.True);
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(Vectors.Vector1)));

        Assert.That(Allocations.Of(() => length = GrainJson.Encode(s_event, buffer, out address)), Is.Zero, "escapes, times, null members, nested maps");
        Assert.That(buffer.AsSpan(0, length).SequenceEqual(GrainJson.Parse(s_event).ToBlob().Span), Is.True);
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(buffer.AsSpan(0, length))));
    }

    [Test]
    public void JSON_goes_into_a_growing_buffer_for_free()
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        ContentAddress address = default;
        long allocated = Allocations.Of(() =>
        {
            buffer.ResetWrittenCount();
            address = GrainJson.Encode(s_event, buffer, encoding: PayloadEncoding.Cbor);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(address, Is.EqualTo((GrainJson.Parse(s_event) with { Encoding = PayloadEncoding.Cbor }).ToBlob().Address));
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(buffer.WrittenSpan)));
    }

    [Test]
    public void A_short_destination_is_refused_and_left_alone()
    {
        byte[] buffer = new byte[50];
        Assert.That(() => GrainJson.Encode(s_event, buffer, out _), Throws.ArgumentException);
        Assert.That(buffer.AsSpan().ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    public void JSON_comes_out_of_bytes_for_free()
    {
        byte[][] blobs = [Vectors.Vector1, GrainJson.Encode(s_event).Span.ToArray(), GrainJson.Encode(s_event, encoding: PayloadEncoding.Cbor).Span.ToArray()];
        ArrayBufferWriter<byte> buffer = new(4096);
        using Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (byte[] blob in blobs)
        {
            long allocated = Allocations.Of(() =>
            {
                buffer.ResetWrittenCount();
                writer.Reset(buffer);
                GrainJson.Write(writer, GrainView.Parse(blob));
                writer.Flush();
            });
            Assert.That(allocated, Is.Zero, "into a writer");
            allocated = Allocations.Of(() =>
            {
                buffer.ResetWrittenCount();
                GrainJson.Write(buffer, GrainView.Parse(blob));
            });
            Assert.That(allocated, Is.Zero, "into a buffer");
            Assert.That(Encoding.UTF8.GetString(buffer.WrittenSpan), Is.EqualTo(GrainJson.ToJson(Grain.Read(blob))));
        }
    }
}
