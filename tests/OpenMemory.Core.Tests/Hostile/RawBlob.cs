using System.Buffers.Binary;

namespace OpenMemory.Tests;

/// <summary>Blobs made by hand, byte by byte, where no writer would make them.</summary>
internal static class RawBlob
{
    internal const string Header = "010008000000000000";
    internal const string CreatedAt = "a2636101";
    internal const string TypeOf = "a174a9726561736f6e696e67";

    /// <summary>A Reasoning grain's header and the payload given in hexadecimal.</summary>
    internal static byte[] Of(params string[] payload) => Convert.FromHexString(Header + string.Concat(payload));

    /// <summary>A Reasoning grain with <c>created_at</c>, <c>type</c> and one more entry with the key <c>x</c>.</summary>
    internal static byte[] WithValue(params byte[][] value) =>
        [.. Of("83", CreatedAt, TypeOf, "a178"), .. value.SelectMany(static part => part)];

    /// <summary>Offset of the value of <c>x</c> in <see cref="WithValue"/>.</summary>
    internal const int ValueOffset = 28;

    /// <summary>A marker and a big-endian number of 1, 2 or 4 bytes.</summary>
    internal static byte[] Head(byte marker, uint length, int size)
    {
        byte[] bytes = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), length << (32 - (8 * size)));
        bytes[0] = marker;
        return bytes[..(1 + size)];
    }

    /// <summary>An array or map of many equal items.</summary>
    internal static byte[] Many(byte marker, int count, byte[] item)
    {
        byte[] bytes = new byte[5 + (count * item.Length)];
        Head(marker, (uint)count, 4).CopyTo(bytes, 0);
        for (int i = 0; i < count; i++) item.CopyTo(bytes, 5 + (i * item.Length));
        return bytes;
    }

    /// <summary>Nested arrays or maps around an integer.</summary>
    internal static byte[] Nested(int depth, bool maps)
    {
        byte[] level = maps ? [0x81, 0xa1, (byte)'k'] : [0x91];
        byte[] bytes = new byte[(depth * level.Length) + 1];
        for (int i = 0; i < depth; i++) level.CopyTo(bytes, i * level.Length);
        return bytes;
    }
}
