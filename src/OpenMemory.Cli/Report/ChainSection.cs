namespace OpenMemory.Cli.Report;

/// <summary>The chains, each a column of grains with its links drawn beside it.</summary>
internal static class ChainSection
{
    internal static Html Write(ReportData data)
    {
        Html html = new();
        html.Add($"<h3>Supersessions</h3>\n<p>A grain is never changed: another takes its place, and both stay.</p>\n");
        if (data.List.Grains.Count < data.Summary.Count)
            html.Add($"<p>Only the first {data.List.Grains.Count} grains are looked at here: a later one may have taken the place of what is called current.</p>\n");
        if (data.Supersessions.Count == 0) html.Add($"<p class=\"none\">No listed grain takes another's place.</p>\n");
        foreach (Chain chain in data.Supersessions) Write(html, chain);
        if (data.Derivations.Count > 0)
        {
            html.Add($"<h3>Derivations</h3>\n<p>What was learned, done and concluded from what.</p>\n");
            foreach (Chain chain in data.Derivations) Write(html, chain);
        }
        if (data.ChainsNotDrawn > 0) html.Add($"<p class=\"none\">{ReportWords.Count(data.ChainsNotDrawn, "shorter chain")} not drawn.</p>\n");
        return html;
    }

    private static void Write(Html html, Chain chain)
    {
        html.Add($"<figure class=\"chain\">\n<figcaption>{Caption(chain)}</figcaption>\n<div class=\"graph\">\n{ChainDrawing.Write(chain)}<ol>\n");
        for (int i = 0; i < chain.Grains.Count; i++) Write(html, chain.Grains[i], chain, i);
        html.Add($"</ol>\n</div>\n</figure>\n");
    }

    private static void Write(Html html, ListedGrain grain, Chain chain, int position)
    {
        string address = grain.Address.ToString();
        string sentence = grain.Sentence.Length > 0 ? grain.Sentence : "(no text)";
        string date = grain.CreatedAtSeconds == 0 ? "no time" : ReportWords.Day(Inspection.SummaryView.Time(grain.CreatedAtSeconds));
        bool isReplaced = chain.IsReplaced(position);
        html.Add($"<li class=\"{(isReplaced ? "old" : "head")}\"><a href=\"#list\" data-address=\"{address}\"><span class=\"type\">{grain.Type}</span> {sentence}</a><small>{date} · {address[..12]}");
        if (isReplaced) html.Add($" · superseded");
        else if (chain.Links.Any(link => link.Replaces && link.To == position)) html.Add($" · <b>current</b>");
        html.Add($"</small></li>\n");
    }

    private static string Caption(Chain chain)
    {
        string count = ReportWords.Count(chain.Grains.Count + chain.NotDrawn, "grain");
        return chain.NotDrawn > 0 ? $"{count}; {chain.Grains.Count} around the newest are drawn" : count;
    }
}
