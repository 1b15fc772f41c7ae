using System.Globalization;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>Values in the words of the page.</summary>
internal static class ReportWords
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB"];

    /// <summary>A size with at most three digits: <c>4.2 MB</c>.</summary>
    internal static string Size(double bytes)
    {
        int unit = 0;
        while (bytes >= 999.5 && unit < s_units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }
        return bytes.ToString(unit == 0 || bytes >= 100 ? "0" : bytes >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }

    internal static string Sensitivity(string name) => name is "pii" or "phi" ? name.ToUpperInvariant() : name;

    /// <summary>A name from the file, or that there is nothing to see of it.</summary>
    internal static string Name(string name)
    {
        string clean = PlainText.Clean(name, ReportOptions.MaxNameRunes);
        return string.IsNullOrWhiteSpace(clean) ? "(blank)" : clean;
    }

    /// <summary><c>1 grain</c>, <c>2 grains</c>.</summary>
    internal static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The day of a time of the summary.</summary>
    internal static string Day(string time) => time[..10];
}
