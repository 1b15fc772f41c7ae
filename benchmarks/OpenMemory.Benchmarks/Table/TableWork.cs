namespace OpenMemory.Benchmarks;

/// <summary>One row of the table: work, what it is held against, and the proof that it is the right work.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Unit">What the times are of.</param>
/// <param name="Units">How many of them one call of <paramref name="Work"/> does.</param>
/// <param name="Work">The work.</param>
/// <param name="Check">Throws <see cref="InvalidOperationException"/> unless the work is right.</param>
internal sealed record TableWork(string Name, string Unit, long Units, Action Work, Action Check)
{
    /// <summary>Where the results end that nobody looks at, so that no compiler leaves the work out.</summary>
    internal static long Sink { get; set; }

    /// <summary>With what.</summary>
    internal string Parameters { get; init; } = "";

    /// <summary>The name of the limit.</summary>
    internal required string LimitName { get; init; }

    /// <summary>The limit, for as many units.</summary>
    internal required Action Limit { get; init; }

    /// <summary>Whether one call is too long to be often done without an interruption: such work is compared round by round.</summary>
    internal bool IsLong { get; init; }

    /// <summary>Whether the work uses every core.</summary>
    internal bool OnAllCores { get; init; }

    /// <summary>Left out of the README.</summary>
    internal bool IsDetail { get; init; }
}
