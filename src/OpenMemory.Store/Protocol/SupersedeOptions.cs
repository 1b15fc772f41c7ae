namespace OpenMemory.Store;

/// <summary>What goes along with a supersession.</summary>
public sealed record SupersedeOptions : WriteOptions
{
    /// <summary>
    /// Why, for <c>soft_locked</c> grains whose successor has no <c>supersession_justification</c> itself; kept in the audit chain. At most
    /// 4096 characters.
    /// </summary>
    public string? Justification { get; init; }

    /// <summary>
    /// The head of the chain as the caller saw it: where it is another one by now, the outcome is a conflict and nothing is changed. Null
    /// demands only that the old grain was not superseded yet.
    /// </summary>
    public ContentAddress? ExpectedHead { get; init; }
}
