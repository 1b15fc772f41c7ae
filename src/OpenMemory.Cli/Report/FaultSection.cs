namespace OpenMemory.Cli.Report;

/// <summary>What is wrong with the file; nothing where it is sound.</summary>
internal static class FaultSection
{
    internal static Html Write(ReportData data)
    {
        Html html = new();
        MgVerifyReport report = data.Verification;
        if (report.IsSound) return html;
        html.Add($"<section id=\"faults\" aria-labelledby=\"faults-title\">\n<h2 id=\"faults-title\">Faults</h2>\n");
        int shown = Math.Min(report.Faults.Count, ReportOptions.MaxFaults);
        if (report.FaultCount > shown) html.Add($"<p>The first {shown} of {report.FaultCount}.</p>\n");
        html.Add($"<table class=\"faults\"><thead><tr><th scope=\"col\">Where</th><th scope=\"col\">What is wrong</th></tr></thead><tbody>\n");
        foreach (MgFault fault in report.Faults.Take(shown))
        {
            string where = fault.Index < 0 ? "file" : $"grain {fault.Index}";
            html.Add($"<tr><th scope=\"row\">{where}</th><td>{fault.Fault.ToString()}</td></tr>\n");
        }
        html.Add($"</tbody></table>\n</section>\n");
        return html;
    }
}
