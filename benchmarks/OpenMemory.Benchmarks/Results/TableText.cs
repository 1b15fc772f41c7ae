using System.Globalization;
using System.Text;

namespace OpenMemory.Benchmarks;

/// <summary>Results as a table of Markdown.</summary>
internal static class TableText
{
    /// <summary>What it was measured on, in one line.</summary>
    internal static string MachineLine(ResultSet set) => string.Create(
        CultureInfo.InvariantCulture, $"{set.Machine.Processor}, {set.Machine.Cores} cores, {set.Machine.Vectors}, {set.Machine.Runtime}, {set.Date}");

    /// <summary>The table with every column.</summary>
    /// <param name="set">The results.</param>
    /// <param name="withDetails">Whether rows of detail are shown.</param>
    internal static string Table(ResultSet set, bool withDetails)
    {
        StringBuilder text = new("| Work | Time | Each second | Allocated | Held against | Its time | Ratio | Budget |\n| --- | ---: | ---: | ---: | --- | ---: | ---: | --- |\n");
        foreach (ResultRow row in set.Rows.Where(row => withDetails || !row.IsDetail))
        {
            string ratio = row.LimitNanoseconds is { } limit ? Number(row.Nanoseconds / limit) : "";
            string limitTime = row.LimitNanoseconds is { } time ? Time(time) : "";
            string budget = row.Budget is null ? "" : row.IsMet switch { true => $"{row.Budget}: met", false => $"{row.Budget}: **not met**", _ => $"{row.Budget}: not judged" };
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key} | {Time(row.Nanoseconds)} | {Rate(row)} | {AllocatedBytes(row.AllocatedBytes)} | {row.Limit} | {limitTime} | {ratio} | {budget} |\n");
        }
        return text.ToString();
    }

    /// <summary>A time with three digits and its unit.</summary>
    internal static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Number(nanoseconds) + " ns",
        < 1e6 => Number(nanoseconds / 1e3) + " µs",
        < 1e9 => Number(nanoseconds / 1e6) + " ms",
        _ => Number(nanoseconds / 1e9) + " s",
    };

    /// <summary>Bytes, with two digits behind the point where there are few.</summary>
    internal static string AllocatedBytes(double bytes) => bytes.ToString(bytes < 10 ? "0.##" : "N0", CultureInfo.InvariantCulture) + " B";

    /// <summary>Three digits that count.</summary>
    internal static string Number(double value) => value.ToString(value switch { < 1 => "0.000", < 10 => "0.00", < 100 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture);

    private static string Rate(ResultRow row) => row.Unit switch
    {
        "grain" or "field" => (1e9 / row.Nanoseconds) switch
        {
            >= 1e6 => Number(1e3 / row.Nanoseconds) + " million",
            double rate => rate.ToString("N0", CultureInfo.InvariantCulture),
        },
        "text" => Number(TextRows.Bytes / row.Nanoseconds) + " GB",
        _ => "",
    };
}
