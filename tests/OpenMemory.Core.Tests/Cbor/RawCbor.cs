using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>CBOR blobs made by hand, byte by byte, where no writer would make them.</summary>
internal static class RawCbor
{
    internal const string Header = "012008000000000000";
    internal const string TypeOf = "617469726561736f6e696e67";
    internal const string CreatedAt = "62636101";

    /// <summary>Offset of the value of <c>x</c> in <see cref="WithValue"/>.</summary>
    internal const int ValueOffset = 24;

    /// <summary>A Reasoning grain's header with flag bit 5 and the payload given in hexadecimal.</summary>
    internal static byte[] Of(params string[] payload) => Convert.FromHexString(Header + string.Concat(payload));

    /// <summary>A Reasoning grain with <c>type</c>, one entry with the key <c>x</c>, and <c>created_at</c>.</summary>
    internal static byte[] WithValue(params byte[][] value) =>
        [.. Of("a3", TypeOf, "6178"), .. value.SelectMany(static part => part), .. Convert.FromHexString(CreatedAt)];

    /// <summary>A head with its number in so many bytes: 0 for a number within the head, else 1, 2, 4 or 8.</summary>
    internal static byte[] Head(byte major, ulong number, int size)
    {
        if (size == 0) return [(byte)(major | (byte)number)];
        byte[] bytes = new byte[9];
        bytes[0] = (byte)(major | size switch { 1 => 24, 2 => 25, 4 => 26, _ => 27 });
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), number << (64 - (8 * size)));
        return bytes[..(1 + size)];
    }

    /// <summary>An array of many equal items.</summary>
    internal static byte[] Many(int count, byte[] item)
    {
        byte[] bytes = new byte[5 + (count * item.Length)];
        Head(0x80, (uint)count, 4).CopyTo(bytes, 0);
        for (int i = 0; i < count; i++) item.CopyTo(bytes, 5 + (i * item.Length));
        return bytes;
    }

    /// <summary>Nested arrays or maps around an integer.</summary>
    internal static byte[] Nested(int depth, bool maps)
    {
        byte[] level = maps ? [0xa1, 0x61, (byte)'k'] : [0x81];
        byte[] bytes = new byte[(depth * level.Length) + 1];
        for (int i = 0; i < depth; i++) level.CopyTo(bytes, i * level.Length);
        return bytes;
    }
}
