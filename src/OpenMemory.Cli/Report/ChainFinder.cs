namespace OpenMemory.Cli.Report;

/// <summary>Finds the chains among the grains of the list.</summary>
internal sealed class ChainFinder
{
    private readonly IReadOnlyList<ListedGrain> _grains;
    private readonly Dictionary<ContentAddress, int> _positions = [];
    private readonly HashSet<ChainLink> _links = [];

    /// <param name="grains">The list.</param>
    /// <param name="supersededBy">Which grain took the place of which, as the file's index says it.</param>
    internal ChainFinder(IReadOnlyList<ListedGrain> grains, IReadOnlyDictionary<ContentAddress, ContentAddress> supersededBy)
    {
        _grains = grains;
        for (int i = 0; i < grains.Count; i++) _positions.TryAdd(grains[i].Address, i);
        for (int i = 0; i < grains.Count; i++)
        {
            if (supersededBy.TryGetValue(grains[i].Address, out ContentAddress successor)) Add(grains[i].Address, successor, replaces: true);
            foreach (ContentAddress source in grains[i].Links.Replaces) Add(source, grains[i].Address, replaces: true);
        }
        foreach (ListedGrain grain in grains)
        {
            foreach (ContentAddress source in grain.Links.DerivedFrom) Add(source, grain.Address, replaces: false);
        }
        Supersessions = Find(_links.Where(static link => link.Replaces), static _ => true);
        Derivations = Find(_links, static links => links.Any(static link => !link.Replaces));
    }

    /// <summary>Grains that took each other's place, the longest chains first.</summary>
    internal List<Chain> Supersessions { get; }

    /// <summary>Grains that come from each other in any way.</summary>
    internal List<Chain> Derivations { get; }

    private void Add(ContentAddress from, ContentAddress to, bool replaces)
    {
        if (!_positions.TryGetValue(from, out int source) || !_positions.TryGetValue(to, out int target) || source == target) return;
        // What replaces a grain also names it as its source; that is one link.
        if (replaces || !_links.Contains(new ChainLink(source, target, true))) _links.Add(new ChainLink(source, target, replaces));
    }

    private List<Chain> Find(IEnumerable<ChainLink> links, Func<IEnumerable<ChainLink>, bool> isWanted)
    {
        int[] parents = [.. Enumerable.Range(0, _grains.Count)];
        foreach (ChainLink link in links) parents[Root(parents, link.From)] = Root(parents, link.To);
        return [.. links.GroupBy(link => Root(parents, link.From)).Where(isWanted)
            .Select(group => Build([.. group]))
            .OrderByDescending(static chain => chain.Grains.Count + chain.NotDrawn)
            .ThenBy(static chain => chain.Grains[0].Index)];
    }

    private Chain Build(List<ChainLink> links)
    {
        int[] members = [.. InOrder(links.SelectMany(static link => (int[])[link.From, link.To]).Distinct())];
        int[] drawn = members.Length <= ReportOptions.MaxChainGrains ? members : [.. InOrder(Around(members[^1], links))];
        Dictionary<int, int> rows = [];
        for (int row = 0; row < drawn.Length; row++) rows[drawn[row]] = row;
        return new Chain(
            [.. drawn.Select(position => _grains[position])],
            [.. links.Where(link => rows.ContainsKey(link.From) && rows.ContainsKey(link.To))
                .Select(link => new ChainLink(rows[link.From], rows[link.To], link.Replaces))
                .OrderBy(static link => link.From).ThenBy(static link => link.To)],
            members.Length - drawn.Length);
    }

    private IOrderedEnumerable<int> InOrder(IEnumerable<int> positions) =>
        positions.OrderBy(position => _grains[position].CreatedAtSeconds).ThenBy(static position => position);

    /// <summary>As many grains as are drawn, linked to the newest one, which says what holds now; newer ones before older ones.</summary>
    private List<int> Around(int newest, List<ChainLink> links)
    {
        ILookup<int, int> neighbours = links.SelectMany(static link => ((int, int)[])[(link.From, link.To), (link.To, link.From)])
            .ToLookup(static pair => pair.Item1, static pair => pair.Item2);
        List<int> reached = [newest];
        HashSet<int> seen = [newest];
        for (int i = 0; i < reached.Count; i++)
        {
            foreach (int position in InOrder(neighbours[reached[i]]).Reverse())
            {
                if (reached.Count == ReportOptions.MaxChainGrains) return reached;
                if (seen.Add(position)) reached.Add(position);
            }
        }
        return reached;
    }

    private static int Root(int[] parents, int position)
    {
        while (parents[position] != position) position = parents[position] = parents[parents[position]];
        return position;
    }
}
