using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using OpenMemory.Compression;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>The steps of the scale run; each is run in a process of its own.</summary>
internal sealed class ScaleSteps(string folder, int grains)
{
    private const int Reads = 1_000_000;

    private static readonly MgReaderOptions s_reading = new() { Codecs = SystemCodecs.All };

    internal IEnumerable<ScaleRow> Run(string step) => step switch
    {
        "encode" => [ScaleRow.Measure("encode and address, nothing written", grains, Encode)],
        "write" => [Write("write, deduplicated", "plain", default)],
        "write-sorted" => [Write("write, sorted and deduplicated", "sorted", new() { Sorted = true })],
        "write-zstd" => [Write("write, zstd level 3", "zstd", new() { Codec = SystemCodecs.Zstd })],
        "write-zstd-9" => [Write("write, zstd level 9", "zstd9", new() { Codec = new ZstdCodec { Level = 9 } })],
        "write-lz4" => [Write("write, LZ4", "lz4", new() { Codec = SystemCodecs.Lz4 })],
        "gzip" => [ScaleRow.Measure("JSON Lines with gzip, for comparison", grains, WriteGzip)],
        "verify" => [Verify("verify everything", "plain")],
        "verify-sorted" => [Verify("verify everything, sorted file", "sorted")],
        "verify-zstd" => [Verify("open and verify everything, zstd", "zstd")],
        "verify-lz4" => [Verify("open and verify everything, LZ4", "lz4")],
        "read" => [ScaleRow.Measure("read every grain: parse, one field", grains, Read)],
        "filter" => [ScaleRow.Measure("filter by header: one namespace, a tenth of the time", grains, Filter)],
        "find" => FindByAddress(),
        "open" => OpenAndRead(),
        _ => throw new ArgumentException($"no such step: {step}", nameof(step)),
    };

    private string PathOf(string name) => Path.Combine(folder, $"{name}.mg");

    private (long, string) Encode()
    {
        long bytes = 0;
        for (int i = 0; i < grains; i++) bytes += ScaleGrains.Blob(i).Span.Length;
        return (bytes, "included in every figure of writing");
    }

    private ScaleRow Write(string name, string file, MgWriterOptions options) => ScaleRow.Measure(name, grains, () =>
    {
        using MgFileWriter writer = MgFileWriter.Create(PathOf(file), options);
        for (int i = 0; i < grains; i++) writer.Add(ScaleGrains.Blob(i));
        MgWriteResult written = writer.Complete();
        return (new FileInfo(PathOf(file)).Length, written.Count == grains ? "encoded, flushed to disk" : "LOST GRAINS");
    });

    private (long, string) WriteGzip()
    {
        string path = Path.Combine(folder, "grains.jsonl.gz");
        using (GZipStream gzip = new(File.Create(path), CompressionLevel.Optimal))
        {
            for (int i = 0; i < grains; i++)
            {
                gzip.Write(System.Text.Encoding.UTF8.GetBytes(GrainJson.ToJson(ScaleGrains.Blob(i).ToGrain())));
                gzip.Write("\n"u8);
            }
        }
        return (new FileInfo(path).Length, "JSON made by GrainJson, gzip level 6");
    }

    private ScaleRow Verify(string name, string file) => ScaleRow.Measure(name, grains, () =>
    {
        using MgFileReader reader = MgFileReader.Open(PathOf(file), s_reading);
        return (reader.Length, reader.Verify(MgCheck.Canonical).IsSound ? "" : "UNSOUND");
    });

    private (long, string) Read()
    {
        using MgFileReader reader = MgFileReader.Open(PathOf("plain"));
        long found = 0;
        foreach (MgGrain grain in reader)
        {
            if (GrainView.Parse(grain.Bytes).TryGet(Field.Confidence, out FieldValue value) && value.Float64 > 0.9) found++;
        }
        return (reader.Length, string.Create(CultureInfo.InvariantCulture, $"one core; {found:N0} found"));
    }

    private (long, string) Filter()
    {
        using MgFileReader reader = MgFileReader.Open(PathOf("plain"));
        reader.TryReadHeader(0, out GrainHeader first);
        DateTimeOffset from = DateTimeOffset.FromUnixTimeSeconds(first.CreatedAtSeconds);
        int found = 0;
        foreach (int _ in reader.Where(new() { Namespace = "sales", From = from, To = from.AddMilliseconds(grains * 3.7) })) found++;
        return (0, string.Create(CultureInfo.InvariantCulture, $"one core; {found:N0} found; mapped pages are resident"));
    }

    private IEnumerable<ScaleRow> FindByAddress()
    {
        using MgFileReader reader = MgFileReader.Open(PathOf("plain"));
        ContentAddress address = reader.GetAddress(grains / 2);
        yield return ScaleRow.Measure("first look-up by address: hashes the file", grains, () => (0, reader.TryFind(address, out int _) ? "" : "NOT FOUND"));
        Random random = new(1);
        ContentAddress[] wanted = new ContentAddress[100_000];
        for (int i = 0; i < wanted.Length; i++) wanted[i] = reader.GetAddress(random.Next(grains));
        yield return ScaleRow.Measure("look-ups by address, proved", wanted.Length, () =>
        {
            int found = 0;
            foreach (ContentAddress one in wanted) found += reader.TryFind(one, out _) ? 1 : 0;
            return (0, found == wanted.Length ? "random; mapped pages are resident" : "NOT FOUND");
        });
    }

    private IEnumerable<ScaleRow> OpenAndRead()
    {
        string small = PathOf("small");
        using (MgFileWriter writer = MgFileWriter.Create(small))
        {
            for (int i = 0; i < 10_000; i++) writer.Add(ScaleGrains.Blob(i));
            writer.Complete();
        }
        for (int i = 0; i < 50; i++) OpenOne(small, i); // compiles the code
        yield return ScaleRow.Measure("open and read one grain at random", 0, () => (OpenOne(PathOf("plain"), 12345), "first time in this process, code compiled"));
        yield return ScaleRow.Measure("the same again", 0, () => (OpenOne(PathOf("plain"), 54321), ""));

        using MgFileReader reader = MgFileReader.Open(PathOf("plain"));
        Random random = new(1);
        ReadAtRandom(reader, random); // what the runtime allocates once for itself is not counted
        yield return ScaleRow.Measure("reads at random", Reads, () =>
            (0, string.Create(CultureInfo.InvariantCulture, $"{ReadAtRandom(reader, random)} B allocated in all")));
    }

    private long ReadAtRandom(MgFileReader reader, Random random)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(), types = 0;
        for (int i = 0; i < Reads; i++) types += reader[random.Next(grains)][2];
        return types < 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long OpenOne(string path, int seed)
    {
        using MgFileReader reader = MgFileReader.Open(path);
        return reader[new Random(seed).Next(reader.Count)][0] == 1 ? reader.Length : 0;
    }
}
