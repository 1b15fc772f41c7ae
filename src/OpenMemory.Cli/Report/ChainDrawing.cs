namespace OpenMemory.Cli.Report;

/// <summary>
/// Draws the links of a chain: a dot for each grain, below each other, and on their left one lane for each source, from which
/// the links branch off. Neighbours are linked by a straight line.
/// </summary>
internal static class ChainDrawing
{
    // The rows beside the drawing are as high: 2.75 times the letter's size, of which 16 units are one.
    private const double Row = 44, Lane = 12, Margin = 8, Radius = 5, Unit = 16;

    // More lanes would leave no room for words on a phone; the last one is shared.
    private const int MaxLanes = 6;

    internal static Html Write(Chain chain)
    {
        int[] lanes = Lanes(chain, out int count);
        double dots = Margin + Radius + (Lane * count), width = dots + Radius + 4, height = Row * chain.Grains.Count;
        Html html = new();
        html.Add($"<svg class=\"links\" viewBox=\"0 0 {width} {height}\" width=\"{width / Unit}em\" height=\"{height / Unit}em\" role=\"img\" aria-label=\"{ReportWords.Count(chain.Links.Count, "link")}\">\n");
        // Supersessions last, above the others.
        foreach (ChainLink link in chain.Links.OrderBy(static link => link.Replaces)) Write(html, link, dots, lanes[link.From]);
        for (int i = 0; i < chain.Grains.Count; i++)
            html.Add($"<circle class=\"{(chain.IsReplaced(i) ? "old" : "head")}\" cx=\"{dots}\" cy=\"{Middle(i)}\" r=\"{Radius}\"/>\n");
        html.Add($"</svg>\n");
        return html;
    }

    private static void Write(Html html, ChainLink link, double dots, int lane)
    {
        string kind = link.Replaces ? "replaces" : "derives";
        double from = Middle(link.From), to = Middle(link.To), down = Math.Sign(to - from);
        if (link.To - link.From == 1)
        {
            html.Add($"<path class=\"{kind}\" d=\"M{dots} {from + Radius}V{to - Radius}\"/>\n");
            return;
        }
        double x = dots - (Lane * lane), bend = Math.Min(Lane, dots - x) * down;
        html.Add($"<path class=\"{kind}\" d=\"M{dots - Radius} {from}H{x + Lane - Radius}Q{x} {from} {x} {from + bend}V{to - bend}Q{x} {to} {x + Lane - Radius} {to}H{dots - Radius}\"/>\n");
    }

    private static double Middle(int row) => (Row * row) + (Row / 2);

    /// <summary>Gives each source with a link to more than its neighbour the first lane that is free over all its rows.</summary>
    private static int[] Lanes(Chain chain, out int count)
    {
        int[] lanes = new int[chain.Grains.Count];
        List<List<(int Top, int Bottom)>> taken = [];
        foreach (IGrouping<int, ChainLink> links in chain.Links.Where(static link => link.To - link.From != 1).GroupBy(static link => link.From))
        {
            int top = Math.Min(links.Key, links.Min(static link => link.To)), bottom = Math.Max(links.Key, links.Max(static link => link.To));
            int lane = taken.FindIndex(spans => spans.TrueForAll(span => span.Bottom < top || span.Top > bottom));
            if (lane < 0 && taken.Count < MaxLanes) taken.Add([]);
            if (lane < 0) lane = taken.Count - 1;
            taken[lane].Add((top, bottom));
            lanes[links.Key] = lane + 1;
        }
        count = taken.Count;
        return lanes;
    }
}
