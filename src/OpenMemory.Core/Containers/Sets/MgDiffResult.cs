namespace OpenMemory;

/// <summary>What a comparison of two files found; duplicates count once.</summary>
/// <param name="OnlyInFirst">The number of grains that only the first file holds.</param>
/// <param name="OnlyInSecond">The number of grains that only the second file holds.</param>
/// <param name="InBoth">The number of grains that both files hold.</param>
/// <param name="StatesDiffering">The number of those whose states in the manifests differ.</param>
public readonly record struct MgDiffResult(long OnlyInFirst, long OnlyInSecond, long InBoth, long StatesDiffering)
{
    /// <summary>Whether both files hold the same grains in the same states.</summary>
    public bool AreEqual => OnlyInFirst == 0 && OnlyInSecond == 0 && StatesDiffering == 0;
}
