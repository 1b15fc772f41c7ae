namespace OpenMemory.Benchmarks;

/// <summary>A row of two runs.</summary>
/// <param name="Key">Its name and parameters.</param>
/// <param name="Old">The older figures, or nothing.</param>
/// <param name="New">The newer figures, or nothing.</param>
/// <param name="Band">By which share the ratio may grow.</param>
/// <param name="Verdict">What became of it.</param>
internal sealed record RowComparison(string Key, ResultRow? Old, ResultRow? New, double Band, Verdict Verdict)
{
    /// <summary>By which share the ratio grew; negative where it is faster.</summary>
    internal double Change => Old is null || New is null ? 0 : (New.Ratio / Old.Ratio) - 1;
}
