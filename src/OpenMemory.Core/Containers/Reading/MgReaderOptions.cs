namespace OpenMemory;

/// <summary>How a <c>.mg</c> file is opened. The default value suits files from strangers that are not compressed.</summary>
public readonly record struct MgReaderOptions
{
    /// <summary>The ratio of <see cref="MaxExpansion"/> where none is set.</summary>
    public const int DefaultMaxExpansion = 256;

    /// <summary>Regions up to this size may come out of a frame however small it is: 64 MiB.</summary>
    public const int AlwaysExpanded = 64 << 20;

    /// <summary>The compressions that can be read; a file in another one is refused by name. None by default.</summary>
    public IReadOnlyList<IMgCodec>? Codecs { get; init; }

    /// <summary>How strictly the file itself is read; grains have options of their own .</summary>
    public ReadingMode Mode { get; init; }

    /// <summary>
    /// How many times larger than its frame a decompressed grain region may be, above <see cref="AlwaysExpanded"/>; by default
    /// <see cref="DefaultMaxExpansion"/>. Whatever it is, a region ends one largest blob (<see cref="Limits"/>) behind the offset of
    /// its last grain, which is below 4 GiB (OMS-11.4-1).
    /// </summary>
    public int MaxExpansion { get; init; }

    /// <summary>
    /// The largest blob, for what is read at opening: the last grain where an index manifest follows it or the region is
    /// compressed; by default that of <see cref="CodecLimits.Untrusted"/>.
    /// </summary>
    public CodecLimits Limits { get; init; }

    /// <summary>The largest index manifest in bytes; by default <see cref="IndexManifest.DefaultMaxBytes"/>.</summary>
    public int MaxManifestBytes { get; init; }

    /// <summary>Where a decompressed region above 1 MiB is kept while the file is open; by default the system's folder for temporary files.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>
    /// Reads through the file handle instead of mapping the file into memory: for files that others may cut short meanwhile, and
    /// for places that cannot be mapped, where it is done anyway. Each window on a grain is then a copy of its own.
    /// </summary>
    public bool NoMapping { get; init; }

    /// <summary>How many cores passes over the file use; 0 for all.</summary>
    internal int Cores { get; init; }

    /// <summary>The limit with room for the footer behind it in one array.</summary>
    internal int EffectiveMaxManifestBytes =>
        Math.Min(MaxManifestBytes > 0 ? MaxManifestBytes : IndexManifest.DefaultMaxBytes, Array.MaxLength - MgFileHeader.FooterSize);
}
