namespace OpenMemory;

/// <summary>One grain of a pass over a file.</summary>
public readonly ref struct MgGrain
{
    internal MgGrain(int index, ReadOnlySpan<byte> bytes)
    {
        Index = index;
        Bytes = bytes;
    }

    /// <summary>Its 0-based position.</summary>
    public int Index { get; }

    /// <summary>Its bytes; valid until the next one is fetched.</summary>
    public ReadOnlySpan<byte> Bytes { get; }
}
