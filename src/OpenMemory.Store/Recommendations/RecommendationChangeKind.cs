namespace OpenMemory.Store;

/// <summary>What the application of a Recommendation did.</summary>
public enum RecommendationChangeKind : byte
{
    /// <summary>A grain was added.</summary>
    Added,

    /// <summary>A grain was superseded by another one.</summary>
    Superseded,

    /// <summary>A grain was superseded by one with earlier content.</summary>
    Reverted,

    /// <summary>A document of the host's was edited.</summary>
    Edited,

    /// <summary>A definition, a row of the metadata table, was written.</summary>
    Defined,

    /// <summary>Something else was done that the host can undo by a plan of its own.</summary>
    Custom,

    /// <summary>Something was destroyed, or nothing is known that would undo it.</summary>
    Irreversible,
}
