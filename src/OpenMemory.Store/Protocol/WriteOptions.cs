namespace OpenMemory.Store;

/// <summary>What goes along with a write.</summary>
public record WriteOptions
{
    /// <summary>
    /// A name of the caller's for this one operation, for callers that retry: the store does it once, and answers every repetition with the
    /// first result, as <see cref="WriteOutcome.Existing"/>, whatever bytes come with it. What was refused is not remembered. Null for none. Opaque, at most 256 characters; never personal data.
    /// </summary>
    public string? OperationId { get; init; }

    /// <summary>Who acts, for the audit chain: an opaque principal name (§12.6); null where nobody is named. At most 1024 characters.</summary>
    public string? Actor { get; init; }

    /// <summary>The user for whom grains of this operation are sealed, so that the store can open them to see their policy; null for none. At most 2048 bytes in UTF-8.</summary>
    public string? UserId { get; init; }
}
