namespace OpenMemory.Store.Conformance;

/// <summary>The few grains that generated lives are about: roots of three people under different policies, and two generations of successors.</summary>
internal static class ModelUniverse
{
    internal const int Roots = 8, Branches = 3;

    private static readonly string?[] s_modes = [null, null, null, "soft_locked", "locked", "hold", null, "consent_cascade"];

    /// <summary>All grains: first the roots, then the successors of each, then theirs.</summary>
    internal static Fact[] Facts { get; } = Build();

    internal static GrainBlob[] Blobs { get; } = [.. Facts.Select(static fact => fact.ToBlob())];

    internal static string PersonOf(int number) => $"person-{(char)('a' + number % 3)}";

    /// <summary>The grain that another one names, or -1.</summary>
    internal static int ParentOf(int grain) => grain < Roots ? -1 : (grain - Roots) / Branches;

    internal static string? ModeOf(int grain) => grain < Roots ? s_modes[grain] : null;

    /// <summary>A child of a grain; -1 where it has none.</summary>
    internal static int ChildOf(int grain, int branch)
    {
        int child = Roots + grain * Branches + branch % Branches;
        return child < Facts.Length ? child : -1;
    }

    private static Fact[] Build()
    {
        List<Fact> facts = [];
        for (int root = 0; root < Roots; root++)
        {
            facts.Add(NewFact($"root {root}", PersonOf(root)) with
            {
                CreatedAt = new(Written + root), InvalidationPolicy = s_modes[root] is { } mode ? new() { Mode = mode } : null,
            });
        }
        int generations = Roots + Roots * Branches; // every grain up to here has children
        for (int grain = 0; grain < generations; grain++)
        {
            for (int branch = 0; branch < Branches; branch++) facts.Add(facts[grain].Next($"child {branch} of {grain}") with { CreatedAt = new(Written + 1000 + facts.Count) });
        }
        return [.. facts];
    }
}
