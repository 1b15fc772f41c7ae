namespace OpenMemory.Store;

/// <summary>What goes along with a contradiction.</summary>
public sealed record ContradictOptions : WriteOptions
{
    /// <summary>
    /// The grain that contradicts, which the store holds: its verified signature and its <c>supersession_auth</c> are the proof that
    /// <c>delegated</c> and <c>quorum</c> ask for, if it names the contradicted grain with <c>related_to</c> <c>contradicts</c>.
    /// </summary>
    public ContentAddress? By { get; init; }

    /// <summary>Why, for <c>soft_locked</c> grains; kept in the audit chain. At most 4096 characters.</summary>
    public string? Justification { get; init; }
}
