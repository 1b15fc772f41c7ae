namespace OpenMemory.Erasure;

/// <summary>How a grain is sealed.</summary>
public readonly record struct SealOptions
{
    /// <summary>What the header of the sealed grain shows.</summary>
    public HeaderPrivacy Header { get; init; }

    /// <summary>
    /// Compress before sealing, with <see cref="UserKeyRingOptions.Codec"/>; a grain that does not become smaller is sealed as it is. The
    /// length of what is sealed then tells something of its content: do not compress where a stranger can have text of their choice
    /// written into the same grain as a secret and see the length.
    /// </summary>
    public bool Compress { get; init; }

    /// <summary>The largest grain, in bytes, sealed and before it was compressed; the default is what readers accept by default (16 MiB).</summary>
    public CodecLimits Limits { get; init; }
}
