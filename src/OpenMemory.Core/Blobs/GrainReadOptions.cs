namespace OpenMemory;

/// <summary>How a blob is read. The default value is the strict one: canonical bytes, schema, limits for strangers.</summary>
public readonly record struct GrainReadOptions
{
    /// <summary>How strictly the bytes are read; <see cref="ReadingMode.Canonical"/> by default .</summary>
    public ReadingMode Mode { get; init; }

    /// <summary>Leaves out the schema: required fields, kinds, ranges and sensitivity (§8). Bytes must still be canonical.</summary>
    public bool SkipSchema { get; init; }

    /// <summary>The blob came out of a COSE_Sign1 envelope, so its signed flag must be set (OMS-9.2-1).</summary>
    public bool InsideEnvelope { get; init; }

    /// <summary>
    /// Size and depth; by default <see cref="CodecLimits.Untrusted"/>, and <see cref="CodecLimits.Compatible"/> in that mode.
    /// </summary>
    public CodecLimits Limits { get; init; }

    internal CodecLimits EffectiveLimits => Limits.Or(Mode == ReadingMode.Compatible ? CodecLimits.Compatible : CodecLimits.Untrusted);
}
