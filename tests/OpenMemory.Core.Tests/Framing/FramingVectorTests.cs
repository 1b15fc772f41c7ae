using System.IO.Pipelines;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The rows of the vectors about framed streams, by every road (OMS-11.6-1, OMS-11.6-2).</summary>
[TestFixture]
public sealed class FramingVectorTests
{
    private static readonly JsonElement[] s_rows = Vectors.Rows("framing");
    private static readonly JsonElement[] s_invalid = [.. Vectors.Rows("invalid").Where(static row => row.GetProperty("kind").GetString() == "stream")];

    private static IEnumerable<TestCaseData> Rows() => s_rows.Select(static row => Named(row));

    private static IEnumerable<TestCaseData> Invalid() => s_invalid.Select(static row => Named(row));

    [Test]
    public void There_are_rows() => Assert.That((s_rows.Length, s_invalid.Length), Is.EqualTo((11, 15)));

    [TestCaseSource(nameof(Rows))]
    public async Task A_stream_is_read_up_to_its_sentinel(JsonElement row)
    {
        byte[] bytes = Vectors.Hex(row, "stream_hex");
        foreach (Func<byte[], int[], Task<FramesRead>> road in Frames.Roads)
        {
            FramesRead read = await road(bytes, [.. Enumerable.Range(0, bytes.Length).Where(static at => at % 7 == 3)]);
            Assert.That(read.Fault, Is.EqualTo(default(OmsFault)));
            Assert.That(read.Grains, Is.EqualTo(GrainsOf(row)));
            Assert.That(read.Consumed, Is.EqualTo(row.GetProperty("consumed").GetInt64()));
        }
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_stream_is_written_byte_for_byte(JsonElement row)
    {
        byte[] expected = Vectors.Hex(row, "stream_hex")[..row.GetProperty("consumed").GetInt32()];
        using MemoryStream stream = new(), copied = new();
        long count = await GrainStream.WriteAllAsync(stream, GrainsOf(row).ToAsyncEnumerable().Select(static blob => GrainBlob.Parse(blob)));
        Assert.That(count, Is.EqualTo(row.GetProperty("grains").GetArrayLength()));
        Assert.That(stream.ToArray(), Is.EqualTo(expected));

        Pipe pipe = Frames.Inline();
        await using (GrainStreamWriter writer = new(pipe.Writer))
        {
            foreach (byte[] blob in GrainsOf(row)) await writer.WriteAsync(blob);
            await writer.CompleteAsync();
            Assert.That((writer.BytesWritten, writer.Count, writer.IsCompleted), Is.EqualTo((expected.Length, count, true)));
        }
        await pipe.Reader.CopyToAsync(copied);
        Assert.That(copied.ToArray(), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Invalid))]
    public async Task A_bad_stream_is_refused_with_its_code(JsonElement row)
    {
        byte[] bytes = Vectors.Hex(row, "hex");
        foreach (Func<byte[], int[], Task<FramesRead>> road in Frames.Roads)
        {
            FramesRead read = await road(bytes, []);
            Assert.That(read.Fault.Code.ToText(), Is.EqualTo(row.GetProperty("error").GetString()));
            Assert.That(read.Fault.Offset, Is.InRange(0, bytes.Length));
        }
    }

    private static byte[][] GrainsOf(JsonElement row) =>
        [.. row.GetProperty("grains").EnumerateArray().Select(static hex => Convert.FromHexString(hex.GetString()!))];

    private static TestCaseData Named(JsonElement row) => new TestCaseData(row).SetArgDisplayNames(row.GetProperty("name").GetString()!);
}
