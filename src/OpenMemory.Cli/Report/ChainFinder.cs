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
        Supersessions = Find(static link => link.Replaces);
        Derivations = Find(static _ => true).FindAll(static chain => chain.Links.Any(static link => !link.Replaces));
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

    private List<Chain> Find(Func<ChainLink, bool> counts)
    {
        int[] parents = [.. Enumerable.Range(0, _grains.Count)];
        List<ChainLink> links = [.. _links.Where(counts)];
        foreach (ChainLink link in links) parents[Root(parents, link.From)] = Root(parents, link.To);
        ILookup<int, ChainLink> linksOf = links.ToLookup(link => Root(parents, link.From));
        return [.. linksOf
            .Select(group => Build([.. group]))
            .OrderByDescending(static chain => chain.Grains.Count + chain.NotDrawn)
            .ThenBy(static chain => chain.Grains[0].Index)];
    }

    private Chain Build(List<ChainLink> links)
    {
        int[] members = [.. links.SelectMany(static link => (int[])[link.From, link.To]).Distinct()
            .OrderBy(position => _grains[position].CreatedAtSeconds).ThenBy(static position => position)];
        // The newest say what holds now.
        int[] drawn = members[Math.Max(0, members.Length - ReportOptions.MaxChainGrains)..];
        Dictionary<int, int> rows = [];
        for (int row = 0; row < drawn.Length; row++) rows[drawn[row]] = row;
        return new Chain(
            [.. drawn.Select(position => _grains[position])],
            [.. links.Where(link => rows.ContainsKey(link.From) && rows.ContainsKey(link.To))
                .Select(link => new ChainLink(rows[link.From], rows[link.To], link.Replaces))
                .OrderBy(static link => link.From).ThenBy(static link => link.To)],
            members.Length - drawn.Length);
    }

    private static int Root(int[] parents, int position)
    {
        while (parents[position] != position) position = parents[position] = parents[parents[position]];
        return position;
    }
}
