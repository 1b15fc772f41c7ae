namespace OpenMemory;

/// <summary>What ordering and deduplicating needs to know of a grain: payload time, then address, then the order of adding .</summary>
internal readonly record struct SortEntry(long Time, ContentAddress Address, long Index, int Length) : IComparable<SortEntry>
{
    public int CompareTo(SortEntry other)
    {
        int order = Time.CompareTo(other.Time);
        if (order == 0) order = Address.CompareTo(other.Address);
        return order != 0 ? order : Index.CompareTo(other.Index);
    }

    /// <summary>
    /// The payload's <c>created_at</c> in milliseconds; where it cannot be read (a type without a schema, a sealed payload)
    /// the header's seconds stand in.
    /// </summary>
    internal static long TimeOf(GrainView grain)
    {
        if (!grain.TryGet("ca"u8, out FieldValue value)) return 1000L * grain.Header.CreatedAtSeconds;
        return value.Kind switch
        {
            OmsValueKind.Integer => value.IsUnsigned ? long.MaxValue : value.Int64,
            OmsValueKind.Float => (long)value.Float64, // whole where the schema was checked; saturates
            _ => 1000L * grain.Header.CreatedAtSeconds,
        };
    }
}
