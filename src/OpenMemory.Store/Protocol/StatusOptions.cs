namespace OpenMemory.Store;

/// <summary>What goes along with an act on a grain: a deletion, a lifted hold, a verification.</summary>
public sealed record StatusOptions : WriteOptions
{
    /// <summary>Why; kept in the audit chain and its Observation, so never personal data. At most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// For lifting a hold whose policy lists DIDs: an Observation, COSE-signed by one of them, whose <c>subject</c> is the held grain's
    /// address and whose <c>relation</c> is <c>audit:hold_lifted</c> (R-36). The store keeps it as the record.
    /// </summary>
    public ReadOnlyMemory<byte> Proof { get; init; }
}
