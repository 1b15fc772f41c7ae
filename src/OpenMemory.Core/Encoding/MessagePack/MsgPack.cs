namespace OpenMemory;

/// <summary>MessagePack markers and the lengths of canonical headers (§4.2, §4.4).</summary>
internal static class MsgPack
{
    internal const byte FixMap = 0x80, FixArray = 0x90, FixText = 0xa0;
    internal const byte Nil = 0xc0, NeverUsed = 0xc1, False = 0xc2, True = 0xc3;
    internal const byte Bin8 = 0xc4, Bin16 = 0xc5, Bin32 = 0xc6;
    internal const byte Float32 = 0xca, Float64 = 0xcb;
    internal const byte UInt8 = 0xcc, UInt16 = 0xcd, UInt32 = 0xce, UInt64 = 0xcf;
    internal const byte Int8 = 0xd0, Int16 = 0xd1, Int32 = 0xd2, Int64 = 0xd3;
    internal const byte Text8 = 0xd9, Text16 = 0xda, Text32 = 0xdb;
    internal const byte Array16 = 0xdc, Array32 = 0xdd, Map16 = 0xde, Map32 = 0xdf;
    internal const byte NegativeFixInt = 0xe0;

    /// <summary>Whether a payload's first byte begins a MessagePack map (OMS-3.1-11).</summary>
    internal static bool IsMap(byte marker) => marker is (>= FixMap and < FixArray) or Map16 or Map32;

    /// <summary>Bytes of the canonical header of a text of <paramref name="length"/> bytes.</summary>
    internal static int TextHeaderSize(int length) => length < 32 ? 1 : length <= byte.MaxValue ? 2 : length <= ushort.MaxValue ? 3 : 5;

    /// <summary>Bytes of the canonical header of a map or array of <paramref name="count"/> items.</summary>
    internal static int ContainerHeaderSize(int count) => count < 16 ? 1 : count <= ushort.MaxValue ? 3 : 5;
}
