using System.Globalization;

namespace OpenMemory.Cli.Terminal;

/// <summary>The words and the bar of a progress line.</summary>
internal static class ProgressText
{
    private const int BarWidth = 24;

    /// <summary>For a terminal: <c>verifying [======                  ]  25 %  112.0 MB/s  9 s left</c>.</summary>
    internal static string Bar(string label, long done, long total, TimeSpan elapsed, ProgressUnit unit)
    {
        int filled = (int)(BarWidth * Share(done, total));
        string bar = new string('=', filled) + new string(' ', BarWidth - filled);
        return $"{label} [{bar}] {Percent(done, total),3} %  {Rate(done, elapsed, unit)}  {Left(done, total, elapsed)}";
    }

    /// <summary>For a log: <c>verifying: 25 %, 112.0 MB/s, 9 s left</c>.</summary>
    internal static string Line(string label, long done, long total, TimeSpan elapsed, ProgressUnit unit) =>
        $"{label}: {Percent(done, total)} %, {Rate(done, elapsed, unit)}, {Left(done, total, elapsed)}";

    private static double Share(long done, long total) => (double)done / total;

    // Rounded down: 100 % is said of what is done.
    private static string Percent(long done, long total) => ((int)(100 * Share(done, total))).ToString(CultureInfo.InvariantCulture);

    private static string Rate(long done, TimeSpan elapsed, ProgressUnit unit)
    {
        double perSecond = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        return unit == ProgressUnit.Bytes
            ? (perSecond / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB/s"
            : perSecond.ToString("N0", CultureInfo.InvariantCulture) + " grains/s";
    }

    /// <summary>The time left if the rest goes as fast as what is done; rounded up, so that it does not promise too much.</summary>
    private static string Left(long done, long total, TimeSpan elapsed)
    {
        if (done == 0) return "-- left";
        double seconds = Math.Ceiling(elapsed.TotalSeconds * (total - done) / done);
        if (seconds >= 100 * 3600) return "over 99 h left";
        TimeSpan left = TimeSpan.FromSeconds(seconds);
        if (left.TotalSeconds < 60) return string.Create(CultureInfo.InvariantCulture, $"{left.Seconds} s left");
        return left.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{left.Minutes}:{left.Seconds:00} min left")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left.Minutes:00} h left");
    }
}
