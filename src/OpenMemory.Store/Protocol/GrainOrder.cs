namespace OpenMemory.Store;

/// <summary>The order of a query's results. Grains of one time stand by address.</summary>
public enum GrainOrder : byte
{
    /// <summary>The newest <c>created_at</c> first.</summary>
    NewestFirst,

    /// <summary>The oldest <c>created_at</c> first.</summary>
    OldestFirst,

    /// <summary>By <c>timestamp_ms</c>, or <c>created_at</c> where there is none, the oldest first: the order of a conversation (OMS-28.6-3).</summary>
    Timeline,
}
