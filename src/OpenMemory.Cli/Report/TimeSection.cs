namespace OpenMemory.Cli.Report;

/// <summary>The time line as stacked bars.</summary>
internal static class TimeSection
{
    // A file of one day has one bar, which must not fill the page.
    private const double Width = 1000, Height = 120, WidestBar = 40;

    // As many as fit a phone.
    private const int MostNames = 4;

    internal static Html Write(ReportData data)
    {
        Html html = new();
        TimeLine times = data.Times;
        if (times.Counts.Count == 0)
        {
            html.Add($"<p>No grain says when it was created.</p>\n");
            return html;
        }
        long dated = times.Counts.Sum(static step => step.Sum());
        html.Add($"<p>Grains by the {times.Step.ToString().ToLowerInvariant()} they were created.");
        if (dated < data.Summary.Count) html.Add($" {ReportWords.Count(data.Summary.Count - dated, "grain")} without a time.");
        html.Add($"</p>\n");
        Legend(html, times);
        Bars(html, times);
        Axis(html, times);
        Table(html, times);
        return html;
    }

    private static void Legend(Html html, TimeLine times)
    {
        html.Add($"<ul class=\"legend\">");
        for (int i = 0; i < times.Series.Count; i++)
            html.Add($"<li><svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"s{i}\" width=\"10\" height=\"10\" rx=\"2\"/></svg>{times.Series[i]}</li>");
        html.Add($"</ul>\n");
    }

    private static void Bars(Html html, TimeLine times)
    {
        double slot = Width / times.Counts.Count, bar = Math.Min(0.8 * slot, WidestBar);
        long highest = times.Counts.Max(static step => step.Sum());
        html.Add($"<svg class=\"times\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Grains over time, at most {highest} in one step\">\n");
        for (int step = 0; step < times.Counts.Count; step++)
        {
            long[] counts = times.Counts[step];
            if (counts.Sum() == 0) continue;
            html.Add($"<g><title>{times.NameOf(step)}: {ReportWords.Count(counts.Sum(), "grain")}</title>");
            double top = Height;
            for (int series = 0; series < counts.Length; series++)
            {
                if (counts[series] == 0) continue;
                double height = Height * counts[series] / highest;
                top -= height;
                html.Add($"<rect class=\"s{series}\" x=\"{(slot * step) + ((slot - bar) / 2)}\" y=\"{top}\" width=\"{bar}\" height=\"{height}\"/>");
            }
            html.Add($"</g>\n");
        }
        html.Add($"</svg>\n");
    }

    /// <summary>The name of every step where there is room for it, else of the first and of the last.</summary>
    private static void Axis(Html html, TimeLine times)
    {
        bool all = times.Counts.Count <= MostNames;
        html.Add($"<div class=\"{(all ? "axis even" : "axis")}\">");
        for (int step = 0; step < times.Counts.Count; step += all ? 1 : times.Counts.Count - 1) html.Add($"<span>{times.NameOf(step)}</span>");
        html.Add($"</div>\n");
    }

    /// <summary>The same numbers for those who do not see the bars.</summary>
    private static void Table(Html html, TimeLine times)
    {
        html.Add($"<details><summary>As a table</summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Time</th>");
        foreach (string series in times.Series) html.Add($"<th scope=\"col\" class=\"number\">{series}</th>");
        html.Add($"</tr></thead><tbody>\n");
        for (int step = 0; step < times.Counts.Count; step++)
        {
            if (times.Counts[step].Sum() == 0) continue;
            html.Add($"<tr><th scope=\"row\">{times.NameOf(step)}</th>");
            foreach (long count in times.Counts[step]) html.Add($"<td class=\"number\">{count}</td>");
            html.Add($"</tr>\n");
        }
        html.Add($"</tbody></table></div></details>\n");
    }
}
