using System.Globalization;
using OpenMemory.Cli.Inspection;

namespace OpenMemory.Cli.Report;

/// <summary>The head of the page: which file, whether it is sound, and how much is in it.</summary>
internal static class OverviewSection
{
    internal static Html Write(ReportData data)
    {
        Html html = new();
        html.Add($"<p class=\"kind\">Open Memory report</p>\n<h1>{ReportWords.Name(data.FileName)}</h1>\n");
        Verdict(html, data);
        Tiles(html, data);
        if (data.List.Personal > 0)
            html.Add($"<p class=\"note\"><b>This page shows personal data:</b> {ReportWords.Count(data.List.Personal, "listed grain")} marked PII or PHI. Share it as you would share the file.</p>\n");
        Details(html, data);
        return html;
    }

    private static void Verdict(Html html, ReportData data)
    {
        if (data.Verification.IsSound)
            html.Add($"<p class=\"verdict good\"><b>Sound</b> Checksum, addresses, canonical form and schema of {ReportWords.Count(data.Summary.Count, "grain")} verified.</p>\n");
        else
            html.Add($"<p class=\"verdict bad\"><b>{ReportWords.Count(data.Verification.FaultCount, "fault")}</b> The file does not pass verification. <a href=\"#faults\">See what is wrong</a></p>\n");
    }

    private static void Tiles(Html html, ReportData data)
    {
        FileSummary summary = data.Summary;
        html.Add($"<ul class=\"tiles\">\n");
        Tile(html, "grains", Number(summary.Count));
        Tile(html, "file size", ReportWords.Size(data.Length));
        Tile(html, "types", Number(data.View.Types.Count));
        Tile(html, "namespaces", (summary.InUnkeptNamespaces > 0 ? "over " : "") + Number(summary.Namespaces.Count));
        if (data.View is { From: { } from, To: { } to })
            Tile(html, "created", ReportWords.Day(from) == ReportWords.Day(to) ? ReportWords.Day(from) : $"{ReportWords.Day(from)} – {ReportWords.Day(to)}", "wide");
        if (summary.Unreadable > 0) Tile(html, "unreadable", Number(summary.Unreadable), "bad");
        html.Add($"</ul>\n");
    }

    private static void Tile(Html html, string name, string value, string kind = "plain") =>
        html.Add($"<li class=\"{kind}\"><b>{value}</b> <span>{name}</span></li>\n");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Details(Html html, ReportData data)
    {
        FileSummary summary = data.Summary;
        html.Add($"<details class=\"facts\"><summary>File and sizes</summary>\n<dl>\n");
        Fact(html, "File size", $"{data.Length:N0} bytes");
        Fact(html, "Flags", $"{SummaryTable.Flags(data.Header.Flags)}");
        Fact(html, "Smallest grain", $"{data.View.Smallest:N0} bytes");
        Fact(html, "Mean grain", $"{data.View.Mean:0.0} bytes");
        Fact(html, "Largest grain", $"{summary.LargestBytes:N0} bytes");
        Fact(html, "All grains", $"{summary.TotalBytes:N0} bytes");
        if (data.View is { From: { } from, To: { } to }) Fact(html, "Created", $"{from} to {to}");
        html.Add($"</dl>\n</details>\n");
    }

    private static void Fact(Html html, string name, FormattableString value) =>
        html.Add($"<div><dt>{name}</dt><dd>{FormattableString.Invariant(value)}</dd></div>\n");
}
