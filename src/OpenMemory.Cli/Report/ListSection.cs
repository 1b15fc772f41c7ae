namespace OpenMemory.Cli.Report;

/// <summary>What stands above the list: how much of the file it shows. The rows come from the page's data.</summary>
internal static class ListSection
{
    internal static Html Write(ReportData data)
    {
        Html html = new();
        int listed = data.List.Grains.Count;
        if (listed < data.Summary.Count)
            html.Add($"<p>The first {listed} of {data.Summary.Count} grains. Everything above the chains counts all grains.</p>\n");
        if (data.List.WithoutJson > 0)
            html.Add($"<p>{ReportWords.Count(data.List.WithoutJson, "grain")} without their JSON, to keep this page small: see them with <code>openmemory cat</code>.</p>\n");
        return html;
    }
}
