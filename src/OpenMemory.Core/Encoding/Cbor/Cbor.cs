namespace OpenMemory;

/// <summary>CBOR's major types and markers, as far as a payload may hold them (RFC 8949 §3, OMS-16.2-2).</summary>
internal static class Cbor
{
    internal const byte Unsigned = 0x00, Negative = 0x20, Bytes = 0x40, Text = 0x60, Array = 0x80, Map = 0xa0, Tag = 0xc0, Other = 0xe0;
    internal const byte False = 0xf4, True = 0xf5, Null = 0xf6, Half = 0xf9, Single = 0xfa, Double = 0xfb;

    /// <summary>The low bits that say that a head's number follows in 1, 2, 4 or 8 bytes.</summary>
    internal const int OneByte = 24, EightBytes = 27, Indefinite = 31;

    /// <summary>The low bits of a head.</summary>
    internal const int InfoMask = 0x1f;

    /// <summary>Whether a payload's first byte begins a CBOR map; no MessagePack map begins so (OMS-3.1-11).</summary>
    internal static bool IsMap(byte marker) => marker is >= 0xa0 and <= 0xbb;

    /// <summary>Bytes of the shortest head for a number.</summary>
    internal static int HeadSize(ulong number) => number switch
    {
        < OneByte => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };
}
