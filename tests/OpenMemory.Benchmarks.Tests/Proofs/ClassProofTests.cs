using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks.Tests;

/// <summary>Every comparison proves that both sides do the same work, and the proof fails when they do not.</summary>
[TestFixture]
public sealed class ClassProofTests
{
    [TestCase(typeof(HashBenchmarks))]
    [TestCase(typeof(FileFormatBenchmarks))]
    [TestCase(typeof(SqliteBenchmarks))]
    public void Both_sides_of_a_comparison_run(Type type)
    {
        object benchmarks = Activator.CreateInstance(type)!;
        Invoke<GlobalSetupAttribute>(benchmarks);
        try
        {
            Invoke<IterationSetupAttribute>(benchmarks);
            Assert.That(Invoke<BenchmarkAttribute>(benchmarks), Is.EqualTo(4));
        }
        finally
        {
            Invoke<GlobalCleanupAttribute>(benchmarks);
        }
    }

    [Test]
    public void Every_kind_is_measured_on_every_road()
    {
        Assert.That(KindBenchmarks.Kinds.Count(), Is.EqualTo(13));
        foreach (GrainType kind in KindBenchmarks.Kinds)
        {
            KindBenchmarks benchmarks = new() { Kind = kind };
            benchmarks.Setup();
            Assert.That(Invoke<BenchmarkAttribute>(benchmarks), Is.EqualTo(4), kind.ToString());
        }
    }

    [Test]
    public void A_grain_of_another_kind_is_seen()
    {
        KindBenchmarks benchmarks = new() { Kind = GrainType.Fact };
        benchmarks.Prepare();
        benchmarks.Blob = KindSamples.Of(GrainType.Goal).ToBlob().Span.ToArray();
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
    }

    [Test]
    public void Payloads_of_each_size_and_script_are_the_same_on_both_sides([Values(159, 1024, 16384, 262144)] int bytes, [Values(Script.Ascii, Script.Cyrillic)] Script script)
    {
        PayloadBenchmarks benchmarks = new() { Bytes = bytes, Text = script };
        benchmarks.Setup();
        Assert.That(Invoke<BenchmarkAttribute>(benchmarks), Is.EqualTo(3));
        benchmarks.Blob[^20] ^= 1;
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
    }

    [Test]
    public void A_batch_gives_the_addresses_of_hashing_one_by_one([Values] BatchShape shape)
    {
        BatchBenchmarks benchmarks = new() { Lanes = 1, Shape = shape };
        benchmarks.Prepare();
        Assert.That(Invoke<BenchmarkAttribute>(benchmarks), Is.EqualTo(2));
        benchmarks.Prove();
        benchmarks.Addresses[9_999] = benchmarks.Addresses[0];
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
    }

    [Test]
    public void A_record_lost_on_the_way_to_JSON_or_to_a_grain_is_seen()
    {
        HashBenchmarks benchmarks = new();
        benchmarks.Setup();
        byte[] json = benchmarks.Json[5];
        benchmarks.Json[5] = benchmarks.Json[6];
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
        benchmarks.Json[5] = json;
        Assert.That(benchmarks.Prove, Throws.Nothing);
        benchmarks.Grains[7] = benchmarks.Grains[8];
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
    }

    [Test]
    public void A_file_of_other_records_is_seen()
    {
        FileFormatBenchmarks benchmarks = new();
        benchmarks.Setup();
        (byte[] mg, byte[] lines) = (benchmarks.Mg, benchmarks.Lines);
        benchmarks.Mg = FileOfOne();
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
        (benchmarks.Mg, benchmarks.Lines) = (mg, LinesOfOne());
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
        benchmarks.Lines = lines;
        Assert.That(benchmarks.Prove, Throws.Nothing);
    }

    [Test]
    public void A_row_that_differs_is_seen()
    {
        using TemporaryFolder folder = new();
        SqliteBenchmarks benchmarks = new();
        benchmarks.Setup();
        using CaseTable table = benchmarks.Table;
        CaseRecord[] records = CaseRecord.Many(1000);
        records[3] = records[3] with { Confidence = 0.25 };
        benchmarks.Table = new(folder["other.db"]);
        benchmarks.Table.Insert(records);
        Assert.That(benchmarks.Prove, Throws.InvalidOperationException);
        benchmarks.Cleanup();
    }

    private static byte[] FileOfOne()
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        writer.Add(CaseRecord.Many(1)[0].ToGrain());
        writer.Complete();
        return stream.ToArray();
    }

    private static byte[] LinesOfOne()
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(JsonSerializer.SerializeToUtf8Bytes(CaseRecord.Many(1)[0]));
        return stream.ToArray();
    }

    private static int Invoke<T>(object benchmarks)
        where T : Attribute
    {
        MethodInfo[] methods = [.. benchmarks.GetType().GetMethods().Where(static method => method.GetCustomAttribute<T>() is not null)];
        foreach (MethodInfo method in methods) method.Invoke(benchmarks, null);
        return methods.Length;
    }
}
