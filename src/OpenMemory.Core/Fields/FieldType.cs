namespace OpenMemory;

/// <summary>What kind of value a field takes (§6).</summary>
public enum FieldType : byte
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A text or a map.</summary>
    TextOrMap,

    /// <summary>A 64-bit float, also when whole (OMS-4.3-5).</summary>
    Float64,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>Milliseconds since 1970-01-01 UTC, as a signed 64-bit integer (§4.8).</summary>
    EpochMs,

    /// <summary>An integer 0 … 255.</summary>
    UInt8,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A map.</summary>
    Map,

    /// <summary>An array of anything.</summary>
    Array,

    /// <summary>An array of texts.</summary>
    TextArray,

    /// <summary>An array of maps.</summary>
    MapArray,

    /// <summary>An array of references: texts, or maps that cite something outside .</summary>
    ReferenceArray,

    /// <summary>An array of integers 0 … 255.</summary>
    UInt8Array,

    /// <summary>A map from texts to texts.</summary>
    TextMap,

    /// <summary>A map from texts to integers.</summary>
    IntMap,
}
