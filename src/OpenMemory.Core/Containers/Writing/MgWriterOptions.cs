namespace OpenMemory;

/// <summary>How a <c>.mg</c> file is written. By default grains keep their order and later duplicates are dropped .</summary>
public readonly record struct MgWriterOptions
{
    /// <summary>Sorts by <c>created_at</c>, then by address (OMS-11.3-3).</summary>
    public bool Sorted { get; init; }

    /// <summary>Keeps grains whose address was added before.</summary>
    public bool KeepDuplicates { get; init; }

    /// <summary>Compresses the grain region as one frame (§11.3); null writes it as it is.</summary>
    public IMgCodec? Codec { get; init; }

    /// <summary>
    /// Goes on in further files where one would pass 4 GiB (OMS-11.4-5): <c>memory.mg</c> becomes <c>memory.001.mg</c>,
    /// <c>memory.002.mg</c>, …, each complete in itself. Without it such a file is refused.
    /// </summary>
    public bool Volumes { get; init; }

    /// <summary>
    /// The largest volume in bytes, manifest not counted; 4 GiB where it is not set. A grain that is larger has a volume of its own.
    /// </summary>
    public long MaxVolumeBytes { get; init; }

    /// <summary>How many cores the writer uses; 0 for all.</summary>
    internal int Cores { get; init; }
}
