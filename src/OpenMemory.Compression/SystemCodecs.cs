namespace OpenMemory.Compression;

/// <summary>
/// The compressions that <c>.mg</c> files know (§11.3), ready for <see cref="MgReaderOptions.Codecs"/>. The system's libraries are
/// looked for when a codec is first used, not before.
/// </summary>
public static class SystemCodecs
{
    /// <summary>zstd at its default level.</summary>
    public static ZstdCodec Zstd { get; } = new();

    /// <summary>LZ4.</summary>
    public static Lz4Codec Lz4 { get; } = new();

    /// <summary>Both.</summary>
    public static IReadOnlyList<IMgCodec> All { get; } = Array.AsReadOnly<IMgCodec>([Zstd, Lz4]);
}
