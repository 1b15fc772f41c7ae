using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>JSON from the bytes of a grain is the JSON of its object, character by character (OMS-4.7-2, OMS-6-3).</summary>
[TestFixture]
public sealed class JsonViewTests
{
    private static readonly JsonWriterOptions[] s_writers =
    [
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 600 },
        new() { Indented = true, MaxDepth = 600 },
    ];

    [Test]
    public void Every_vector_looks_the_same()
    {
        foreach (VectorBlob vector in Vectors.Blobs) Same(vector.Bytes, vector.Options, vector.Name);
        foreach (JsonElement row in Vectors.Rows("cbor").Where(static row => row.TryGetProperty("blob_hex", out _)))
        {
            byte[] blob = Vectors.Hex(row, "blob_hex");
            if (GrainView.TryParse(blob, out _, out _)) Same(blob, default, row.GetProperty("name").GetString()!);
        }
    }

    [Test]
    public void Generated_grains_look_the_same_in_both_encodings() => Law.Holds(GrainGen.Fields, 600, static fields =>
    {
        Grain grain = Grain.FromFields(fields);
        Same(grain.ToBlob().Span, default, "MessagePack");
        Same((grain with { Encoding = PayloadEncoding.Cbor }).ToBlob().Span, default, "CBOR");
    });

    [Test]
    public void A_grain_read_with_deviations_is_shown_as_its_object_reads_it()
    {
        int seen = 0;
        foreach (JsonElement row in Vectors.Rows("compatible").Where(static row => row.TryGetProperty("blob_hex", out _)))
        {
            byte[] blob = Vectors.Hex(row, "blob_hex");
            GrainReadOptions options = new() { Mode = ReadingMode.Compatible };
            if (!GrainView.TryParse(blob, out GrainView view, out _, options) || view.IsSealed || CompressedPayload.IsIn(view.Header.Flags)) continue;
            Same(blob, options, row.GetProperty("name").GetString()!);
            seen++;
        }
        Assert.That(seen, Is.GreaterThan(10));
    }

    [Test]
    public void A_sealed_grain_is_refused_and_nothing_is_written()
    {
        byte[] blob = [.. Vectors.Vector1];
        blob[1] |= (byte)GrainFlags.Encrypted;
        ArrayBufferWriter<byte> buffer = new();
        GrainView view = GrainView.OverTrusted(blob);
        OmsErrorCode code = default;
        try
        {
            GrainJson.Write(buffer, view);
        }
        catch (OmsException exception)
        {
            code = exception.Code;
        }
        Assert.That((code, buffer.WrittenCount), Is.EqualTo((OmsErrorCode.NotSupported, 0)));
        Assert.That(GrainJson.ToJson(GrainView.Parse(Vectors.Vector1)), Does.StartWith("{\"type\":\"fact\","), "the thread's buffer is as good as before");
    }

    private static void Same(ReadOnlySpan<byte> blob, GrainReadOptions options, string name)
    {
        GrainView view = GrainView.Parse(blob, options);
        Grain grain = view.ToGrain();
        string expected = Oracle(grain, s_writers[0]);
        Assert.That(GrainJson.ToJson(view), Is.EqualTo(expected), name);
        Assert.That(GrainJson.ToJson(grain), Is.EqualTo(expected), name);
        ArrayBufferWriter<byte> buffer = new();
        GrainJson.Write(buffer, view);
        Assert.That(Encoding.UTF8.GetString(buffer.WrittenSpan), Is.EqualTo(expected), name);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_writers[1])) GrainJson.Write(writer, view);
        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo(Oracle(grain, s_writers[1])), name);
    }

    /// <summary>The fields of the object as a map of values.</summary>
    private static string Oracle(Grain grain, JsonWriterOptions options)
    {
        OmsMap fields = grain.ToFields();
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, options))
        {
            OmsMap opaque = new() { ["type_byte"] = (int)grain.Type, ["payload"] = fields };
            JsonValueWriter.Write(writer, grain.Type.HasSchema() ? fields : new OmsMap { ["$opaque"] = opaque });
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
