namespace OpenMemory.Store;

/// <summary>Where a Recommendation stands in its lifecycle (§8.12.1), the least advanced first.</summary>
public enum RecommendationStatus : byte
{
    /// <summary><c>pending</c>: nobody decided yet.</summary>
    Pending,

    /// <summary><c>rejected</c>: a review refused it.</summary>
    Rejected,

    /// <summary><c>approved</c>: a review admitted it; it may be applied.</summary>
    Approved,

    /// <summary><c>applied</c>: what it proposes was done.</summary>
    Applied,

    /// <summary><c>rolled_back</c>: what was done was undone. Nothing follows.</summary>
    RolledBack,

    /// <summary><c>expired</c>: its time passed before it was applied. Computed, never written.</summary>
    Expired,
}
