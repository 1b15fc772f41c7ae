namespace OpenMemory;

/// <summary>How a grain is written. The default value writes an unsigned grain as sensitive as its tags demand.</summary>
public readonly record struct GrainWriteOptions
{
    /// <summary>The least sensitivity; the tags may raise it further (OMS-13.4-1).</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>How the payload is written; the other encoding is another grain (OMS-16.2-4). MessagePack by default.</summary>
    public PayloadEncoding Encoding { get; init; }

    /// <summary>Sets the signed flag: the grain will be delivered inside an envelope only (OMS-9.2-2).</summary>
    public bool Signed { get; init; }

    /// <summary>Size and depth, for example a device profile's (OMS-18-1); <see cref="CodecLimits.Untrusted"/> by default.</summary>
    public CodecLimits Limits { get; init; }

    /// <summary>Rewrites a grain that exists already: numbers keep their kind and no rule for authors applies.</summary>
    internal bool Restore { get; init; }

    /// <summary>The header that a restored grain was read with, which need not be the one we would make (OMS-3.1-12).</summary>
    internal GrainHeader? Header { get; init; }
}
