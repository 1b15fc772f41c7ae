namespace OpenMemory;

/// <summary>
/// A grain of somebody else's, read in the Compatible mode: its own bytes under their own address, what they say in
/// 1.6 terms, and every deviation with its rule and offset. Older names and a peer's habits are read as current fields in
/// <see cref="Grain"/> only; the bytes are never written anew (OMS-L-2, OMS-L-3).
/// </summary>
public sealed class ReceivedGrain
{
    private ReceivedGrain(Grain grain, Tolerance tolerance, GrainBlob? content = null)
    {
        Blob = grain.ReceivedBlob!;
        Content = content ?? Blob;
        Grain = grain;
        Deviations = tolerance.Listed;
        DeviationCount = tolerance.Count;
    }

    /// <summary>The bytes as received, and their address.</summary>
    public GrainBlob Blob { get; }

    /// <summary>The bytes in which the fields stand: those of <see cref="Blob"/>, or what its compressed payload expands to .</summary>
    internal GrainBlob Content { get; }

    /// <summary>
    /// What the grain says. Its type is the canonical name, <see cref="Grain.DeclaredType"/> the stored one; as long as it is
    /// unchanged, <see cref="Grain.ToBlob"/> gives <see cref="Blob"/>. A changed copy is an author's grain: all rules apply.
    /// </summary>
    public Grain Grain { get; }

    /// <summary>What was put up with, in the order in which it was found; the first 1,000.</summary>
    public IReadOnlyList<Deviation> Deviations { get; }

    /// <summary>The number of deviations, listed or not.</summary>
    public int DeviationCount { get; }

    /// <summary>Reads a grain as it was received: a blob, or the envelope around one, which <see cref="Blob"/> keeps.</summary>
    /// <param name="blob">All bytes of the blob or of the envelope; they are copied. No signature is verified.</param>
    /// <param name="options">Limits and the like; the mode is Compatible whatever it says.</param>
    /// <returns>The grain and its deviations, whose offsets count from the beginning of <paramref name="blob"/>.</returns>
    /// <exception cref="OmsException">Not even the Compatible mode accepts the blob, its envelope is not sound, or it is sealed.</exception>
    public static ReceivedGrain Read(ReadOnlySpan<byte> blob, GrainReadOptions options = default) => ReadWith(blob, options, null);

    /// <summary>
    /// Reads a grain whose payload may be one compressed frame: flag bit 2 without bit 1. <see cref="Blob"/> has the stored
    /// bytes and their address.
    /// </summary>
    /// <param name="blob">All bytes of the blob or of the envelope; they are copied. No signature is verified.</param>
    /// <param name="options">Limits and the like, which hold for the stored and for the expanded blob; the mode is Compatible whatever it says.</param>
    /// <param name="codec">The compression: zstd, by the ruling. Blobs that are not compressed are read without it.</param>
    /// <returns>The grain and its deviations; offsets inside the expanded payload count in the expanded blob.</returns>
    /// <exception cref="OmsException">
    /// The frame is not sound, not even the Compatible mode accepts what it holds, the blob is sealed, or the codec is not installed.
    /// </exception>
    public static ReceivedGrain Read(ReadOnlySpan<byte> blob, GrainReadOptions options, IMgCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return ReadWith(blob, options, codec);
    }

    private static ReceivedGrain ReadWith(ReadOnlySpan<byte> delivered, GrainReadOptions options, IMgCodec? codec)
    {
        Tolerance tolerance = new();
        Grain grain = DeliveredReader.Read(delivered, options with { Mode = ReadingMode.Compatible }, tolerance, codec, out GrainBlob? content);
        return new ReceivedGrain(grain, tolerance, content);
    }
}
