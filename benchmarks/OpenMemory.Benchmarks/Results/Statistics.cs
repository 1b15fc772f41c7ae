namespace OpenMemory.Benchmarks;

/// <summary>Middle and spread of a few samples.</summary>
internal static class Statistics
{
    /// <summary>The value below which a share of the samples lies; between two samples, in proportion.</summary>
    /// <param name="samples">At least one, in any order.</param>
    /// <param name="share">0 to 1.</param>
    internal static double Percentile(IReadOnlyCollection<double> samples, double share)
    {
        double[] sorted = [.. samples.Order()];
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>The middle.</summary>
    internal static double Median(IReadOnlyCollection<double> samples) => Percentile(samples, 0.5);

    /// <summary>Half the way from the tenth to the ninetieth percentile, by the median.</summary>
    internal static double Spread(IReadOnlyCollection<double> samples) =>
        (Percentile(samples, 0.9) - Percentile(samples, 0.1)) / (2 * Median(samples));
}
