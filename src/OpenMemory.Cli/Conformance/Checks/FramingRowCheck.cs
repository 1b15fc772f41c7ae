using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A framed stream and its grains: read it up to the sentinel and no further, and write exactly the same bytes.</summary>
internal static class FramingRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] stream = row.Hex("stream_hex");
        byte[][] grains = [.. row["grains"].EnumerateArray().Select(static grain => VectorRow.ParseHex(grain.GetString()!, "grains"))];
        int consumed = row["consumed"].GetInt32();
        return Read(stream, grains, consumed) ?? Write(stream.AsSpan(0, Math.Min(consumed, stream.Length)), grains) ?? RowOutcome.Pass;
    }

    /// <summary>Reads every grain of a framed stream by both roads: as a view and as a grain.</summary>
    internal static List<GrainBlob> ReadAll(byte[] stream, out long consumed)
    {
        GrainStreamReader reader = new(PipeReader.Create(new ReadOnlySequence<byte>(stream)));
        List<GrainBlob> grains = [];
        while (reader.ReadAsync().AsTask().GetAwaiter().GetResult() is { } grain)
        {
            Grain.Read(grain.Delivered.Span);
            grains.Add(grain);
        }
        consumed = reader.BytesConsumed;
        return grains;
    }

    private static RowOutcome? Read(byte[] stream, byte[][] grains, int consumed)
    {
        List<GrainBlob> read = ReadAll(stream, out long bytes);
        if (read.Count != grains.Length) return RowOutcome.Fail("read: number of grains", Text(grains.Length), Text(read.Count));
        for (int index = 0; index < grains.Length; index++)
        {
            if (BytesDifference.Find(grains[index], read[index].Delivered.Span) is { } difference)
                return RowOutcome.Fail($"read: grain {Text(index)}", difference.Expected, difference.Actual);
        }
        return bytes == consumed ? null : RowOutcome.Fail("consumed", Text(consumed), Text(bytes));
    }

    private static RowOutcome? Write(ReadOnlySpan<byte> expected, byte[][] grains)
    {
        using MemoryStream stream = new();
        GrainStreamWriter writer = new(stream);
        foreach (byte[] grain in grains) writer.WriteAsync(grain).AsTask().GetAwaiter().GetResult();
        writer.CompleteAsync().AsTask().GetAwaiter().GetResult();
        return BytesDifference.Find(expected, stream.ToArray()) is { } difference ? RowOutcome.Fail("write", difference.Expected, difference.Actual) : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
