namespace OpenMemory.Cli.Report;

/// <summary>Grains that are linked, oldest first.</summary>
/// <param name="Grains">Those that are drawn.</param>
/// <param name="Links">The links among them.</param>
/// <param name="NotDrawn">Others that are not drawn.</param>
internal sealed record Chain(IReadOnlyList<ListedGrain> Grains, IReadOnlyList<ChainLink> Links, int NotDrawn)
{
    /// <summary>Whether another grain took this one's place.</summary>
    /// <param name="position">Position among <see cref="Grains"/>.</param>
    internal bool IsReplaced(int position) => Links.Any(link => link.Replaces && link.From == position);
}
