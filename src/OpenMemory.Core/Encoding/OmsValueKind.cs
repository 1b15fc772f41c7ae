namespace OpenMemory;

/// <summary>The kinds of value that a grain can hold (§4).</summary>
public enum OmsValueKind : byte
{
    /// <summary>Null: kept in arrays, left out of maps (OMS-4.5-1).</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer in −2⁶³ … 2⁶⁴−1 (OMS-4.2-2).</summary>
    Integer,

    /// <summary>A finite 64-bit float (OMS-4.3-1).</summary>
    Float,

    /// <summary>A text, NFC when written (OMS-4.4-1).</summary>
    Text,

    /// <summary>A byte string.</summary>
    Bytes,

    /// <summary>An array, whose order is kept (OMS-4.6-1).</summary>
    Array,

    /// <summary>A map with text keys.</summary>
    Map,
}
