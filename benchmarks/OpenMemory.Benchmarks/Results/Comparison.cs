using System.Globalization;
using System.Text;

namespace OpenMemory.Benchmarks;

/// <summary>
/// Two runs beside each other. Times are compared as ratios to the calibration that was measured around each of them, so that a machine that
/// is slower altogether does not count.
/// </summary>
internal static class Comparison
{
    /// <summary>By which share a ratio may grow unless told otherwise; measured, see benchmarks/results/README.md.</summary>
    internal const double DefaultBand = 0.15;

    /// <summary>The widest band that a row's own spread can give it.</summary>
    internal const double WidestBand = 0.30;

    private const double BytesBand = 0.01, BytesSlack = 0.05;

    /// <summary>Compares every row of either run; the order is that of the older one.</summary>
    internal static IReadOnlyList<RowComparison> Compare(ResultSet older, ResultSet newer, double band = DefaultBand)
    {
        Dictionary<string, ResultRow> now = newer.Rows.ToDictionary(static row => row.Key);
        List<RowComparison> rows = [];
        foreach (ResultRow old in older.Rows)
        {
            rows.Add(now.Remove(old.Key, out ResultRow? row) ? Compare(old, row, band) : new(old.Key, old, null, band, Verdict.Missing));
        }
        rows.AddRange(newer.Rows.Where(row => now.ContainsKey(row.Key)).Select(row => new RowComparison(row.Key, null, row, band, Verdict.New)));
        return rows;
    }

    /// <summary>Whether nothing was lost.</summary>
    internal static bool IsGood(IEnumerable<RowComparison> rows, bool allowMissing) =>
        rows.All(row => row.Verdict < Verdict.Slower || (allowMissing && row.Verdict == Verdict.Missing));

    /// <summary>A table for people.</summary>
    internal static string Text(IEnumerable<RowComparison> rows)
    {
        StringBuilder text = new("| Work | Old ratio | New ratio | Change | Band | Allocated | |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
        foreach (RowComparison row in rows)
        {
            string bytes = row.Old?.AllocatedBytes == row.New?.AllocatedBytes ? Bytes(row.New) : $"{Bytes(row.Old)} → {Bytes(row.New)}";
            string change = row.Old is null || row.New is null ? "" : row.Change.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key} | {Ratio(row.Old)} | {Ratio(row.New)} | {change} | {row.Band * 100:0} % | {bytes} | {Word(row.Verdict)} |\n");
        }
        return text.ToString();
    }

    private static RowComparison Compare(ResultRow old, ResultRow now, double band)
    {
        double own = Math.Max(band, Math.Min(WidestBand, old.Spread + now.Spread));
        bool moreBytes = now.AllocatedBytes > (old.AllocatedBytes * (1 + BytesBand)) + BytesSlack;
        Verdict verdict = now.Ratio > old.Ratio * (1 + own) ? Verdict.Slower
            : moreBytes ? Verdict.MoreBytes
            : now.Ratio < old.Ratio / (1 + own) ? Verdict.Faster : Verdict.Same;
        return new(old.Key, old, now, own, verdict);
    }

    private static string Ratio(ResultRow? row) => row is null ? "" : row.Ratio.ToString("G4", CultureInfo.InvariantCulture);

    private static string Bytes(ResultRow? row) => row is null ? "–" : TableText.AllocatedBytes(row.AllocatedBytes);

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Same => "",
        Verdict.Faster => "faster",
        Verdict.New => "new",
        Verdict.Slower => "**SLOWER**",
        Verdict.MoreBytes => "**MORE BYTES**",
        _ => "**MISSING**",
    };
}
