namespace OpenMemory;

/// <summary>What kind of value a field of a domain profile takes (Appendix A).</summary>
public enum ProfileFieldKind : byte
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>An array of texts.</summary>
    TextArray,

    /// <summary>A signed 64-bit integer.</summary>
    Integer,

    /// <summary>Milliseconds since 1970-01-01 UTC, as a signed 64-bit integer.</summary>
    EpochMs,

    /// <summary>An integer or a float, kept as the author gave it .</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A map.</summary>
    Map,
}
