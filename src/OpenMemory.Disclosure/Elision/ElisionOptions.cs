namespace OpenMemory.Disclosure;

/// <summary>How a disclosed grain is made. The default value is the strict one.</summary>
public readonly record struct ElisionOptions
{
    /// <summary>Lets optional fields be hidden that §10.2 does not list, where they are named .</summary>
    public bool AllowUnlisted { get; init; }

    /// <summary>
    /// Sets the signed flag of the disclosed grain, for the discloser to sign it; the original's flag is never taken over.
    /// </summary>
    public bool Signed { get; init; }

    /// <summary>The largest disclosed grain in bytes, and the depth; by default what readers accept by default.</summary>
    public CodecLimits Limits { get; init; }
}
