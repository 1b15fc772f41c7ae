namespace OpenMemory.Store;

/// <summary>A grain's place in an order: its time, then its address.</summary>
internal readonly record struct QueryKey(long Time, ContentAddress Address)
{
    /// <summary>Compares places: less than zero where this one comes first.</summary>
    internal int CompareTo(in QueryKey other, GrainOrder order)
    {
        int byTime = Time.CompareTo(other.Time);
        if (byTime != 0) return order == GrainOrder.NewestFirst ? -byTime : byTime;
        return Address.CompareTo(other.Address);
    }
}
