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
    internal static long TimeOf(GrainView grain) => TryTimeOf(grain, out long time) ? time : 1000L * grain.Header.CreatedAtSeconds;

    /// <summary>The payload's <c>created_at</c> in milliseconds, where it can be read.</summary>
    internal static bool TryTimeOf(GrainView grain, out long time)
    {
        time = 0;
        if (!grain.TryGet("ca"u8, out FieldValue value)) return false;
        if (value.Kind == OmsValueKind.Integer) time = value.IsUnsigned ? long.MaxValue : value.Int64;
        else if (value.Kind == OmsValueKind.Float) time = (long)value.Float64; // whole where the schema was checked; saturates
        else return false;
        return true;
    }
}
