namespace OpenMemory;

public readonly partial struct ContentAddress
{
    /// <summary>
    /// Computes the addresses of many blobs that stand in one piece of memory (OMS-5-1), several at once where the processor can. They
    /// are the same as those of <see cref="Compute"/>. Allocates nothing in the steady state.
    /// </summary>
    /// <param name="source">What holds the blobs.</param>
    /// <param name="blobs">Where each blob stands in it, in any order; they may overlap.</param>
    /// <param name="addresses">Receives the address of each blob, in the same order; at least as long as <paramref name="blobs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A range is not inside the source.</exception>
    /// <exception cref="ArgumentException">There is no room for all addresses.</exception>
    public static void ComputeBatch(ReadOnlySpan<byte> source, ReadOnlySpan<Range> blobs, Span<ContentAddress> addresses)
    {
        if (addresses.Length < blobs.Length) Throw.DestinationTooShort();
        LanePaths.Compute(LanePaths.Current, source, blobs, addresses);
    }

    /// <summary>
    /// Computes the addresses of many blobs (OMS-5-1), several at once where the processor can. They are the same as those of
    /// <see cref="Compute"/>. Allocates nothing in the steady state.
    /// </summary>
    /// <param name="blobs">The blobs.</param>
    /// <param name="addresses">Receives the address of each blob, in the same order; at least as long as <paramref name="blobs"/>.</param>
    /// <exception cref="ArgumentException">There is no room for all addresses.</exception>
    public static void ComputeBatch(ReadOnlySpan<ReadOnlyMemory<byte>> blobs, Span<ContentAddress> addresses)
    {
        if (addresses.Length < blobs.Length) Throw.DestinationTooShort();
        LanePaths.Compute(LanePaths.Current, blobs, addresses);
    }
}
