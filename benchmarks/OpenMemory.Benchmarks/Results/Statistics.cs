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

    /// <summary>What noise, which only ever adds, moves least without being a single lucky sample: the lower quartile.</summary>
    internal static double Typical(IReadOnlyCollection<double> samples) => Percentile(samples, 0.25);

    /// <summary>How well <see cref="Typical"/> is known: from the tenth percentile to the middle, as a share of it.</summary>
    internal static double Spread(IReadOnlyCollection<double> samples) =>
        (Median(samples) - Percentile(samples, 0.1)) / Typical(samples);

    /// <summary>How well the least sample is known: how far the second least lies above it, as a share; 0 of a single sample.</summary>
    internal static double SecondBest(IReadOnlyCollection<double> samples)
    {
        double[] sorted = [.. samples.Order().Take(2)];
        return (sorted[^1] / sorted[0]) - 1;
    }
}
