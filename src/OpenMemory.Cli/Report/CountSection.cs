namespace OpenMemory.Cli.Report;

/// <summary>Types, sensitivity, namespaces and encodings of all grains.</summary>
internal static class CountSection
{
    // What a glance takes in; the rest is folded away.
    private const int Shown = 10;

    internal static Html Write(ReportData data)
    {
        Html html = new();
        Card(html, "Types", [.. data.View.Types.OrderByDescending(static row => row.Count)], data.Summary.Count);
        Card(html, "Namespaces", Namespaces(data), data.Summary.Count);
        Card(html, "Sensitivity", [.. data.View.Sensitivities.Select(static row => (ReportWords.Sensitivity(row.Name), row.Count))], data.Summary.Count);
        Card(html, "Encoding", Encodings(data), data.Summary.Count);
        return html;
    }

    private static List<(string Name, long Count)> Namespaces(ReportData data)
    {
        List<(string, long)> rows = [.. data.View.Namespaces.Select(static row => (ReportWords.Name(row.Name), row.Count))];
        string atLeast = data.Summary.InUnkeptNamespaces > 0 ? "at least " : "";
        if (data.View.InMoreNamespaces > 0) rows.Add(($"{atLeast}{ReportWords.Count(data.View.MoreNamespaces, "other namespace")}", data.View.InMoreNamespaces));
        if (data.Summary.WithoutNamespace > 0) rows.Add(("no namespace", data.Summary.WithoutNamespace));
        return rows;
    }

    private static List<(string Name, long Count)> Encodings(ReportData data)
    {
        List<(string Name, long Count)> rows =
        [
            ("MessagePack", data.Summary.Encodings[(int)PayloadEncoding.MessagePack]),
            ("CBOR", data.Summary.Encodings[(int)PayloadEncoding.Cbor]),
            ("sealed, of these", data.Summary.Sealed),
            ("unreadable", data.Summary.Unreadable),
        ];
        return rows.FindAll(static row => row.Count > 0);
    }

    private static void Card(Html html, string title, List<(string Name, long Count)> rows, long all)
    {
        html.Add($"<section class=\"card\">\n<h3>{title}</h3>\n");
        if (rows.Count == 0) html.Add($"<p>None.</p>\n");
        else Table(html, title, rows.Take(Shown), all);
        if (rows.Count > Shown)
        {
            html.Add($"<details><summary>{rows.Count - Shown} more</summary>\n");
            Table(html, title, rows.Skip(Shown), all);
            html.Add($"</details>\n");
        }
        html.Add($"</section>\n");
    }

    private static void Table(Html html, string title, IEnumerable<(string Name, long Count)> rows, long all)
    {
        html.Add($"<table class=\"bars\"><colgroup><col class=\"name\"><col><col class=\"count\"></colgroup><thead class=\"unseen\"><tr><th scope=\"col\">{title}</th><th scope=\"col\">Share</th><th scope=\"col\">Grains</th></tr></thead><tbody>\n");
        foreach ((string name, long count) in rows)
        {
            double share = all == 0 ? 0 : 100.0 * count / all;
            html.Add($"<tr><th scope=\"row\">{name}</th><td class=\"bar\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"s0\" width=\"{share}\" height=\"8\"/></svg></td><td class=\"number\">{count}</td></tr>\n");
        }
        html.Add($"</tbody></table>\n");
    }
}
