namespace OpenMemory.Store;

/// <summary>Which grains a query is about, by what became of them.</summary>
public enum GrainStatus : byte
{
    /// <summary>Those that the store holds for true now: neither superseded nor contradicted.</summary>
    Current,

    /// <summary>All, history included.</summary>
    Any,

    /// <summary>Those that were superseded or contradicted.</summary>
    Past,
}
