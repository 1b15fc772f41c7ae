using System.Globalization;
using OpenMemory.Cli.Inspection;

namespace OpenMemory.Cli.Report;

/// <summary>Grains over time, by the times of their headers: at most some 140 equal steps, so that it fits a page.</summary>
internal sealed class TimeLine
{
    /// <summary>How many types have a series of their own; the others share one.</summary>
    internal const int MaxSeries = 5;

    private const long Hour = 3600, Day = 24 * Hour;

    private readonly uint _first;

    private TimeLine(TimeStep step, uint first, IReadOnlyList<string> series, long[][] counts)
    {
        Step = step;
        _first = first;
        Series = series;
        Counts = counts;
    }

    /// <summary>How long each step is.</summary>
    internal TimeStep Step { get; }

    /// <summary>Type names, the most frequent first; the last one may be of all others.</summary>
    internal IReadOnlyList<string> Series { get; }

    /// <summary>By step, then by series.</summary>
    internal IReadOnlyList<long[]> Counts { get; }

    /// <summary>Counts the grains that have a time.</summary>
    internal static TimeLine Of(MgFileReader reader, FileSummary summary)
    {
        int[] types = [.. Enumerable.Range(0, 256).Where(type => summary.Types[type] > 0).OrderByDescending(type => summary.Types[type]).ThenBy(static type => type)];
        List<string> series = [.. types.Take(MaxSeries).Select(static type => SummaryView.TypeName((byte)type))];
        if (types.Length > MaxSeries) series.Add("other types");
        if (summary.Latest == 0) return new TimeLine(TimeStep.Day, 0, series, []);
        int[] seriesOf = new int[256];
        for (int i = 0; i < types.Length; i++) seriesOf[types[i]] = Math.Min(i, MaxSeries);
        TimeStep step = StepOf(summary.Latest - summary.Earliest);
        long first = Number(summary.Earliest, step);
        long[][] counts = [.. Enumerable.Range(0, (int)(Number(summary.Latest, step) - first + 1)).Select(_ => new long[series.Count])];
        for (int index = 0; index < reader.Count; index++)
        {
            if (reader.TryReadHeader(index, out GrainHeader header) && header.CreatedAtSeconds != 0)
                counts[Number(header.CreatedAtSeconds, step) - first][seriesOf[(byte)header.Type]]++;
        }
        return new TimeLine(step, summary.Earliest, series, counts);
    }

    /// <summary>When a step is, in the words of its length: <c>2026-03</c>.</summary>
    /// <param name="index">Counted from the first step.</param>
    internal string NameOf(int index)
    {
        DateTime first = Date(_first);
        return Step switch
        {
            TimeStep.Hour => first.AddHours(index).ToString("yyyy-MM-dd HH:00", CultureInfo.InvariantCulture),
            TimeStep.Day => first.AddDays(index).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            // From the first day, or the 31st would skip a month.
            TimeStep.Month => new DateTime(first.Year, first.Month, 1).AddMonths(index).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            _ => (first.Year + index).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static TimeStep StepOf(long span) =>
        span <= 2 * Day ? TimeStep.Hour : span <= 92 * Day ? TimeStep.Day : span <= 3653 * Day ? TimeStep.Month : TimeStep.Year;

    private static long Number(uint seconds, TimeStep step) => step switch
    {
        TimeStep.Hour => seconds / Hour,
        TimeStep.Day => seconds / Day,
        TimeStep.Month => (Date(seconds).Year * 12) + Date(seconds).Month,
        _ => Date(seconds).Year,
    };

    private static DateTime Date(uint seconds) => DateTime.UnixEpoch.AddSeconds(seconds);
}
