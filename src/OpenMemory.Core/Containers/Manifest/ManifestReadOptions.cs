namespace OpenMemory;

/// <summary>How an index manifest is read. The default value is strict, and takes either encoding.</summary>
public readonly record struct ManifestReadOptions
{
    /// <summary>How strictly the bytes are read; <see cref="ReadingMode.Canonical"/> by default .</summary>
    public ReadingMode Mode { get; init; }

    /// <summary>
    /// The encoding that the grains of the file demand, where the caller knows it: another one is refused, and in the Compatible
    /// mode noted. The first byte decides in any case how the bytes are read.
    /// </summary>
    public PayloadEncoding? Encoding { get; init; }
}
