namespace OpenMemory.Cli.Conformance;

/// <summary>Names what a row needs and a reader may lack, so that "not supported" is believed only where there is such a need.</summary>
internal static class Capabilities
{
    private const byte Sealed = (byte)(GrainFlags.Encrypted | GrainFlags.Compressed);

    /// <summary>The capability that a blob needs, or null.</summary>
    internal static string? NeededBy(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < GrainHeader.Size) return null;
        return (blob[1] & Sealed) != 0 ? "needs sealed grains" : null;
    }
}
