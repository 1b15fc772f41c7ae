namespace OpenMemory.Store;

/// <summary>A live grant.</summary>
/// <param name="Address">The grain.</param>
/// <param name="Principal">To whom it is given.</param>
/// <param name="Object">What it confers.</param>
/// <param name="Grantor">Who gave it; null where the grain does not say.</param>
/// <param name="Because">Why; null where the grain does not say.</param>
/// <param name="At">When, as the grain says.</param>
public sealed record Grant(
    ContentAddress Address, string Principal, GrantObject Object, string? Grantor, string? Because, EpochMilliseconds At);
