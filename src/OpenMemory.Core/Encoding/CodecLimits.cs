namespace OpenMemory;

/// <summary>
/// How large and how deep a blob may be. Checked on reading and on writing; the default value is <see cref="Untrusted"/>.
/// </summary>
/// <param name="MaxBlobBytes">Largest blob in bytes, header included (OMS-3.3-2).</param>
/// <param name="MaxDepth">Deepest nesting; the payload map is level 1 (§4.10). At most <see cref="DeepestNesting"/>.</param>
public readonly record struct CodecLimits(int MaxBlobBytes, int MaxDepth)
{
    /// <summary>The deepest nesting that can be configured; deeper requests mean this.</summary>
    public const int DeepestNesting = 256;

    /// <summary>For bytes from strangers, and the default: 16 MiB, 32 levels .</summary>
    public static CodecLimits Untrusted => new(16 << 20, 32);

    /// <summary>For bytes of other implementations that are read in the Compatible mode: 16 MiB, 256 levels .</summary>
    public static CodecLimits Compatible => new(16 << 20, DeepestNesting);

    /// <summary>For bytes of one's own: 1 GiB, 256 levels.</summary>
    public static CodecLimits Trusted => new(1 << 30, DeepestNesting);

    /// <summary>The Extended device profile: 1 MiB, 32 levels (§18).</summary>
    public static CodecLimits Extended => new(1 << 20, 32);

    /// <summary>The Standard device profile: 32 KiB, 16 levels (§18).</summary>
    public static CodecLimits Standard => new(32 << 10, 16);

    /// <summary>The Lightweight device profile: 512 bytes, 8 levels (§18).</summary>
    public static CodecLimits Lightweight => new(512, 8);

    /// <summary>The limits with the default in place of values that were never set.</summary>
    internal CodecLimits OrDefault => Or(Untrusted);

    /// <summary>The limits with others in place of values that were never set.</summary>
    internal CodecLimits Or(CodecLimits other) => new(
        MaxBlobBytes > 0 ? MaxBlobBytes : other.MaxBlobBytes,
        MaxDepth > 0 ? Math.Min(MaxDepth, DeepestNesting) : other.MaxDepth);
}
