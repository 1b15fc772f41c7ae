using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace OpenMemory.Benchmarks;

/// <summary>A .mg file of 100,000 grains of 159 bytes (16 MB): pack, open, verify, read at random.</summary>
[MemoryDiagnoser]
public class FileBenchmarks
{
    private const int Count = 100_000;

    private readonly Random _random = new(1);
    private GrainBlob[] _grains = [];
    private byte[] _bytes = [];
    private string _path = "";
    private MgFileReader _reader = null!;

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _grains = Samples.Grains(Count);
        _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mg");
        Pack();
        _bytes = File.ReadAllBytes(_path);
        _reader = MgFileReader.Open(_path);
    }

    /// <summary>Removes the file.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _reader.Dispose();
        File.Delete(_path);
    }

    /// <summary>The physical limit of a footer.</summary>
    [Benchmark(Baseline = true, Description = "SHA256.HashData of the file")]
    public byte[] Sha256() => SHA256.HashData(_bytes);

    /// <summary>Writes the file, flushed to disk.</summary>
    [Benchmark(Description = "pack 100,000 grains")]
    public void Pack()
    {
        using MgFileWriter writer = MgFileWriter.Create(_path);
        foreach (GrainBlob grain in _grains) writer.Add(grain);
        writer.Complete();
    }

    /// <summary>Opens the file: its geometry is proved.</summary>
    [Benchmark(Description = "open")]
    public int Open()
    {
        using MgFileReader reader = MgFileReader.Open(_path);
        return reader.Count;
    }

    /// <summary>The footer.</summary>
    [Benchmark(Description = "verify the checksum")]
    public bool VerifyChecksum() => _reader.Verify(MgCheck.Checksum).IsSound;

    /// <summary>Everything.</summary>
    [Benchmark(Description = "verify everything")]
    public bool VerifyCanonical() => _reader.Verify(MgCheck.Canonical).IsSound;

    /// <summary>One grain somewhere in the file.</summary>
    [Benchmark(Description = "random access to a grain")]
    public int RandomAccess() => _reader[_random.Next(Count)].Length;
}
