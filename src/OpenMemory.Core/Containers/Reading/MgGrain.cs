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

    /// <summary>Its bytes as it is delivered: of a signed one, its envelope. Valid until the next one is fetched.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Its blob: the same bytes, or what its envelope holds. Nothing is validated.</summary>
    public ReadOnlySpan<byte> Blob => GrainBlob.BytesIn(Bytes);

    /// <summary>Computes its address, which is that of its blob .</summary>
    /// <returns>The address.</returns>
    public ContentAddress ComputeAddress() => ContentAddress.Compute(Blob);
}
