using System.Text.Json.Serialization;

namespace OpenMemory.Benchmarks;

/// <summary>One figure: how long a piece of work takes, beside the calibration that was measured around it.</summary>
/// <param name="Name">What is done; with <paramref name="Parameters"/> it names the row.</param>
/// <param name="Parameters">With what, or empty.</param>
/// <param name="Unit">What the times are of: a grain, a text, a file, an operation.</param>
/// <param name="Nanoseconds">The best time of one unit.</param>
/// <param name="MedianNanoseconds">The median time of one unit.</param>
/// <param name="CalibrationNanoseconds">The best time of the calibration beside it.</param>
/// <param name="Ratio">What runs are compared by, time by calibration: the best of each, or the lower quartile of the rounds' ratios.</param>
/// <param name="Spread">How well the ratio is known, as a share of it: up to the second best, or from the tenth percentile to the middle.</param>
/// <param name="AllocatedBytes">Bytes allocated for one unit.</param>
internal sealed record ResultRow(
    string Name, string Parameters, string Unit, double Nanoseconds, double MedianNanoseconds, double CalibrationNanoseconds, double Ratio, double Spread, double AllocatedBytes)
{
    /// <summary>What the hardware and the class library allow, or nothing.</summary>
    public string? Limit { get; init; }

    /// <summary>The best time of the limit for one unit.</summary>
    public double? LimitNanoseconds { get; init; }

    /// <summary>The line of the design's budgets that this row answers, or nothing.</summary>
    public string? Budget { get; init; }

    /// <summary>Whether the budget was met in this run; nothing where it could not be judged.</summary>
    public bool? IsMet { get; init; }

    /// <summary>Whether the ratio is that of the best times.</summary>
    public bool IsBest { get; init; }

    /// <summary>Left out of the README.</summary>
    public bool IsDetail { get; init; }

    /// <summary>Name and parameters.</summary>
    [JsonIgnore]
    public string Key => Parameters.Length == 0 ? Name : $"{Name} ({Parameters})";
}
