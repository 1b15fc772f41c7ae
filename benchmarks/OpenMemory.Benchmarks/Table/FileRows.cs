using System.Globalization;
using System.Security.Cryptography;

namespace OpenMemory.Benchmarks;

/// <summary>The rows of <c>.mg</c> files.</summary>
internal sealed class FileRows : IDisposable
{
    private const int Reads = 20_000;
    private const long LargeBytes = 1_000_000_000;

    private readonly Corpus _corpus;
    private readonly byte[] _file, _hash = new byte[SHA256.HashSizeInBytes], _offsets;
    private readonly MgFileReader _reader;
    private readonly string _packed, _limit, _openPath;
    private readonly int _openCount;
    private uint _at = 1;

    /// <summary>Opens the file of the grains.</summary>
    /// <param name="corpus">The grains.</param>
    /// <param name="isLarge">Whether a file of a gigabyte is made, to be opened; otherwise the corpus' own is.</param>
    internal FileRows(Corpus corpus, bool isLarge)
    {
        _corpus = corpus;
        _file = File.ReadAllBytes(corpus.FilePath);
        _reader = MgFileReader.Open(corpus.FilePath);
        (_packed, _limit) = (Path.Combine(corpus.Folder, "packed.mg"), Path.Combine(corpus.Folder, "limit.bin"));
        (_openPath, _openCount) = isLarge ? (Path.Combine(corpus.Folder, "large.mg"), (int)(LargeBytes / (Corpus.GrainBytes + 4)) + 1) : (corpus.FilePath, corpus.Count);
        if (isLarge) WriteLarge();
        using FileStream file = File.OpenRead(_openPath);
        file.Position = MgFileHeader.Size;
        file.ReadExactly(_offsets = new byte[4 * _openCount]); // memory that was never written would be one page of zeros
    }

    internal IEnumerable<TableWork> All()
    {
        string grains = string.Create(CultureInfo.InvariantCulture, $"{_corpus.Count:N0} grains");
        string size = string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(_openPath).Length / 1_000_000:N0} MB");
        yield return new(RowNames.Pack, "grain", _corpus.Count, Pack, CheckPack) { Parameters = grains, LimitName = "the file written and flushed beside its SHA-256", Limit = () => Limits.HashAndWrite(_file, _limit), IsLong = true };
        yield return new(RowNames.Open, "file", 1, Open, CheckOpen) { Parameters = size, LimitName = "opened, and one pass over its offsets", Limit = () => TableWork.Sink += (long)Limits.OpenAndPass(_openPath, _offsets) };
        yield return new(RowNames.Footer, "grain", _corpus.Count, VerifyFooter, CheckFooter) { Parameters = grains, LimitName = "SHA256.HashData of the file", Limit = () => SHA256.HashData(_file, _hash), IsLong = true };
        yield return new(RowNames.Verify, "grain", _corpus.Count, Verify, CheckVerify) { Parameters = grains, LimitName = "SHA256.HashData of the file", Limit = () => SHA256.HashData(_file, _hash), OnAllCores = true, IsLong = true };
        yield return new(RowNames.Random, "grain", Reads, ReadAtRandom, CheckRandom) { Parameters = grains, LimitName = "a read of memory at random", Limit = ReadMemoryAtRandom };
    }

    public void Dispose() => _reader.Dispose();

    private void WriteLarge()
    {
        byte[] buffer = new byte[256];
        using MgFileWriter writer = MgFileWriter.Create(_openPath, new() { KeepDuplicates = true });
        for (int i = 0; i < _openCount; i++) writer.Add(buffer.AsSpan(0, Samples.WriteVector1(buffer, createdAt: Corpus.TimeOf(i))));
        writer.Complete();
    }

    private void Pack() => TableWork.Sink += _corpus.Pack(_packed).Count;

    private void CheckPack()
    {
        Proof.That(_corpus.Pack(_packed).Count == _corpus.Count);
        Proof.That(File.ReadAllBytes(_packed).AsSpan().SequenceEqual(_file));
        Proof.That(_file.AsSpan().IndexOf(_corpus.Bytes) == 16 + (4 * _corpus.Count), "the file holds the grains as they are");
    }

    private void Open()
    {
        using MgFileReader reader = MgFileReader.Open(_openPath);
        TableWork.Sink += reader.Count;
    }

    private void CheckOpen()
    {
        using MgFileReader reader = MgFileReader.Open(_openPath);
        Proof.That(reader.Count == _openCount);
    }

    private void VerifyFooter() => TableWork.Sink += _reader.Verify(MgCheck.Checksum).IsSound ? 1 : 0;

    private void CheckFooter()
    {
        Proof.That(_reader.Verify(MgCheck.Checksum).IsSound);
        Proof.That(SHA256.HashData(_file.AsSpan(0, _file.Length - _hash.Length)).AsSpan().SequenceEqual(_file.AsSpan(_file.Length - _hash.Length)));
    }

    private void Verify() => TableWork.Sink += _reader.Verify(MgCheck.Canonical).IsSound ? 1 : 0;

    private void CheckVerify() => Proof.That(_reader.Verify(MgCheck.Canonical).IsSound && _reader.Count == _corpus.Count);

    private void ReadAtRandom()
    {
        long sum = 0;
        for (int i = 0; i < Reads; i++) sum += _reader[(int)((ulong)(_at = Next(_at)) * (uint)_corpus.Count >> 32)][2];
        TableWork.Sink += sum;
    }

    private void CheckRandom()
    {
        for (int i = 0; i < _corpus.Count; i++) Proof.That(_reader[i].SequenceEqual(_corpus.GrainAt(i)));
    }

    private void ReadMemoryAtRandom()
    {
        long sum = 0;
        for (int i = 0; i < Reads; i++) sum += _corpus.Bytes[(int)((ulong)(_at = Next(_at)) * (uint)_corpus.Count >> 32) * Corpus.GrainBytes];
        TableWork.Sink += sum;
    }

    /// <summary>A generator without state of its own that costs about a nanosecond.</summary>
    private static uint Next(uint at) => (at * 1664525) + 1013904223;
}
