using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>Times of many single acts.</summary>
internal sealed class Latencies(string work)
{
    private readonly List<long> _ticks = [];

    internal const string Head = "| Work | Times | p50 | p99 | mean | |\n| --- | ---: | ---: | ---: | ---: | --- |";

    internal double P50 => At(0.50);

    internal void Add(long start) => _ticks.Add(Stopwatch.GetTimestamp() - start);

    internal string ToRow(string note = "") => string.Create(
        CultureInfo.InvariantCulture, $"| {work} | {_ticks.Count:N0} | {Text(P50)} | {Text(At(0.99))} | {Text(_ticks.Average() / Stopwatch.Frequency * 1e6)} | {note} |");

    /// <summary>Microseconds.</summary>
    private double At(double share)
    {
        _ticks.Sort();
        return _ticks[(int)(share * (_ticks.Count - 1))] * 1e6 / Stopwatch.Frequency;
    }

    private static string Text(double microseconds) => microseconds >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:N2} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{microseconds:N1} µs");
}
