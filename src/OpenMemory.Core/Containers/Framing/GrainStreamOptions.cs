namespace OpenMemory;

/// <summary>How a framed stream is read or written (§11.6). The default value is the strict one.</summary>
public readonly record struct GrainStreamOptions
{
    /// <summary>How the grains of the stream are read: mode, schema, limits; strict by default.</summary>
    public GrainReadOptions Grains { get; init; }

    /// <summary>
    /// The largest frame in bytes, without its length; a longer one is refused by its length alone. By default the
    /// largest blob of <see cref="Grains"/>, which is 16 MiB unless set; an envelope counts as a whole.
    /// </summary>
    public int MaxFrameBytes { get; init; }

    /// <summary>
    /// Leaves out the check of every grain where frames are handled as bytes, for those who check them themselves or pass
    /// them on. Grains that are read as a <see cref="GrainBlob"/> are checked all the same.
    /// </summary>
    public bool SkipVerification { get; init; }

    internal int EffectiveMaxFrameBytes => MaxFrameBytes > 0 ? MaxFrameBytes : Grains.EffectiveLimits.MaxBlobBytes;
}
