namespace OpenMemory.Store;

/// <summary>What a store holds, at one moment.</summary>
public readonly record struct StoreStatistics
{
    /// <summary>Grains, history included.</summary>
    public long Grains { get; init; }

    /// <summary>Bytes of all grains as they are delivered.</summary>
    public long GrainBytes { get; init; }

    /// <summary>Grains that were deleted, whose addresses stay refused.</summary>
    public long Deleted { get; init; }

    /// <summary>Attachments.</summary>
    public long Contents { get; init; }

    /// <summary>The number of the last change.</summary>
    public long LastChange { get; init; }

    /// <summary>The number of the last audit entry.</summary>
    public long LastAudit { get; init; }
}
