using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>One line of the table of figures.</summary>
internal sealed record ScaleRow(string Work, TimeSpan Time, long Grains, long Bytes, string Note)
{
    internal const string Head = "| Work | Time | Grains/s | File | Peak resident | |\n| --- | ---: | ---: | ---: | ---: | --- |";

    /// <summary>Measures work that returns the size of what it made, or 0, and a note.</summary>
    internal static ScaleRow Measure(string name, int grains, Func<(long Bytes, string Note)> work)
    {
        long start = Stopwatch.GetTimestamp();
        (long bytes, string note) = work();
        return new ScaleRow(name, Stopwatch.GetElapsedTime(start), grains, bytes, note);
    }

    public override string ToString()
    {
        string rate = Grains == 0 ? "" : (Grains / Time.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture);
        string size = Bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e6:N1} MB");
        string time = Time.TotalSeconds >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Time.TotalSeconds:N1} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Time.TotalMilliseconds:N2} ms");
        return string.Create(CultureInfo.InvariantCulture, $"| {Work} | {time} | {rate} | {size} | {ProcessMemory.Peak / 1e6:N0} MB | {Note} |");
    }
}
