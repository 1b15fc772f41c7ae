namespace OpenMemory.Store;

/// <summary>How a handoff ended (§28.7).</summary>
public sealed record HandoffCompletion : AuthorOptions
{
    /// <summary>Whether it was reached: <c>satisfied</c>, else <c>failed</c>.</summary>
    public bool IsSatisfied { get; init; } = true;

    /// <summary>Why: <c>state_reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The grains that prove it: <c>satisfaction_evidence</c>, which a protected goal may demand .</summary>
    public IReadOnlyList<ContentAddress> Evidence { get; init; } = [];

    /// <summary>What came out: <c>output_grain</c>; null for nothing.</summary>
    public ContentAddress? Output { get; init; }

    /// <summary><c>supersession_justification</c>, for a delegation that is <c>soft_locked</c>; null for none.</summary>
    public string? Justification { get; init; }
}
