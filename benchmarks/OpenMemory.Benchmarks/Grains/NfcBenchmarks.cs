using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace OpenMemory.Benchmarks;

/// <summary>
/// Normalization form C of UTF-8, beside the class library's (ICU) of the same text in UTF-16. The speed is in bytes of
/// UTF-8 for both.
/// </summary>
[MemoryDiagnoser, MinColumn]
[BytesPerSecondColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams, BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
[WarmupCount(5), IterationCount(12), IterationTime(120)]
public class NfcBenchmarks
{
    private const string Check = "check", Keep = "normalize, already normal", Change = "normalize, not normal";

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 14);
    private string _normal = "", _notNormal = "";
    private byte[] _normalUtf8 = [], _notNormalUtf8 = [];

    /// <summary>The kind of text.</summary>
    [ParamsAllValues]
    public Script Script { get; set; }

    /// <summary>The size of the text in bytes of UTF-8.</summary>
    [Params(24, 4096)]
    public int Bytes { get; set; }

    /// <summary>Makes the text and proves that both sides do the same with it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _normal = ScriptSamples.Normal(Script, Bytes);
        _notNormal = ScriptSamples.NotNormal(Script, Bytes);
        _normalUtf8 = Encoding.UTF8.GetBytes(_normal);
        _notNormalUtf8 = Encoding.UTF8.GetBytes(_notNormal);
        bool same = LibraryCheck() && OwnCheck() && OwnFullCheck() && !OwnKeep() && _buffer.WrittenCount == 0
            && !_notNormal.IsNormalized(NormalizationForm.FormC) && !Nfc.IsNormalized(_notNormalUtf8)
            && Encoding.UTF8.GetBytes(LibraryKeep()).AsSpan().SequenceEqual(Written(OwnCopy()))
            && Encoding.UTF8.GetBytes(LibraryChange()).AsSpan().SequenceEqual(Written(OwnChange()));
        if (!same) throw new InvalidOperationException($"The results differ for {Script}, or there is no ICU to compare with.");
    }

    /// <summary>The class library's check.</summary>
    [BenchmarkCategory(Check), Benchmark(Baseline = true, Description = "string.IsNormalized")]
    public bool LibraryCheck() => _normal.IsNormalized(NormalizationForm.FormC);

    /// <summary>Our check.</summary>
    [BenchmarkCategory(Check), Benchmark(Description = "Nfc.IsNormalized")]
    public bool OwnCheck() => Nfc.IsNormalized(_normalUtf8);

    /// <summary>What the strict reader asks of each text: well-formed, no U+FEFF, normalized.</summary>
    [BenchmarkCategory(Check), Benchmark(Description = "Utf8Text.Check (UTF-8 too)")]
    public bool OwnFullCheck() => Utf8Text.Check(_normalUtf8, out _) == TextFault.None;

    /// <summary>The class library gives the same string back.</summary>
    [BenchmarkCategory(Keep), Benchmark(Baseline = true, Description = "string.Normalize")]
    public string LibraryKeep() => _normal.Normalize(NormalizationForm.FormC);

    /// <summary>Ours says that there is nothing to write.</summary>
    [BenchmarkCategory(Keep), Benchmark(Description = "Nfc.TryNormalize")]
    public bool OwnKeep() => Nfc.TryNormalize(_normalUtf8, _buffer);

    /// <summary>Ours copies the text into a buffer, which the class library does not.</summary>
    [BenchmarkCategory(Keep), Benchmark(Description = "Nfc.Normalize with a copy")]
    public int OwnCopy() => Normalize(_normalUtf8);

    /// <summary>The class library makes a new string.</summary>
    [BenchmarkCategory(Change), Benchmark(Baseline = true, Description = "string.Normalize")]
    public string LibraryChange() => _notNormal.Normalize(NormalizationForm.FormC);

    /// <summary>Ours writes the new text into a buffer.</summary>
    [BenchmarkCategory(Change), Benchmark(Description = "Nfc.Normalize into a buffer")]
    public int OwnChange() => Normalize(_notNormalUtf8);

    private int Normalize(byte[] utf8)
    {
        _buffer.ResetWrittenCount();
        Nfc.Normalize(utf8, _buffer);
        return _buffer.WrittenCount;
    }

    private ReadOnlySpan<byte> Written(int count) => _buffer.WrittenSpan[..count];
}
