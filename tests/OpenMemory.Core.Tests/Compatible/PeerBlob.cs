using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>A map in the order in which it is to be written.</summary>
internal sealed record PeerMap(params (string Key, object? Value)[] Entries);

/// <summary>
/// A small MessagePack writer of its own, which knows no rule: what a peer or an older version would have written, byte for
/// byte. A <see cref="float"/> is written in 32 bits, null as nil.
/// </summary>
internal static class PeerBlob
{
    internal const long CreatedAt = 1_700_000_000_000;

    /// <summary>A header and a map whose keys are sorted as the peer's sorted map has them.</summary>
    internal static byte[] Of(byte type, byte flags, params (string Key, object? Value)[] entries) =>
        Unsorted(type, flags, [.. entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal)]);

    /// <summary>A header and a map as it is given.</summary>
    internal static byte[] Unsorted(byte type, byte flags, params (string Key, object? Value)[] entries)
    {
        List<byte> bytes = [1, flags, type, 0, 0, 0x65, 0x53, 0xf1, 0x00];
        Write(bytes, new PeerMap(entries));
        return [.. bytes];
    }

    /// <summary>Says what stands at an offset, so that a fault's place can be compared.</summary>
    internal static string At(byte[] blob, long offset)
    {
        ReadOnlySpan<byte> rest = blob.AsSpan((int)offset);
        byte marker = rest[0];
        return marker switch
        {
            < 0x80 => marker.ToString(CultureInfo.InvariantCulture),
            < 0x90 => $"{{{marker & 15}}}",
            < 0xa0 => $"[{marker & 15}]",
            < 0xc0 => Encoding.UTF8.GetString(rest.Slice(1, marker & 31)),
            0xc0 => "nil",
            0xc2 => "false",
            0xc3 => "true",
            0xca => BinaryPrimitives.ReadSingleBigEndian(rest[1..]).ToString(CultureInfo.InvariantCulture),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(rest[1..]).ToString(CultureInfo.InvariantCulture),
            0xd9 => Encoding.UTF8.GetString(rest.Slice(2, rest[1])),
            0xde => $"{{{BinaryPrimitives.ReadUInt16BigEndian(rest[1..])}}}",
            _ => $"0x{marker:x2}",
        };
    }

    internal static byte[] Value(object? value)
    {
        List<byte> bytes = [];
        Write(bytes, value);
        return [.. bytes];
    }

    private static void Write(List<byte> bytes, object? value)
    {
        switch (value)
        {
            case null: bytes.Add(0xc0); break;
            case bool flag: bytes.Add(flag ? (byte)0xc3 : (byte)0xc2); break;
            case int number: WriteInteger(bytes, number); break;
            case long number: WriteInteger(bytes, number); break;
            case float number: bytes.AddRange([0xca, .. BigEndian(BitConverter.SingleToUInt32Bits(number), 4)]); break;
            case double number: bytes.AddRange([0xcb, .. BigEndian(BitConverter.DoubleToUInt64Bits(number), 8)]); break;
            case byte[] raw: bytes.AddRange([0xc4, (byte)raw.Length, .. raw]); break;
            case string text: WriteText(bytes, Encoding.UTF8.GetBytes(text)); break;
            case string[] texts: Write(bytes, texts.Cast<object?>().ToArray()); break;
            case object?[] array:
                WriteCount(bytes, 0x90, 0xdc, array.Length);
                foreach (object? element in array) Write(bytes, element);
                break;
            case PeerMap map:
                WriteCount(bytes, 0x80, 0xde, map.Entries.Length);
                foreach ((string key, object? entry) in map.Entries)
                {
                    Write(bytes, key);
                    Write(bytes, entry);
                }
                break;
            default: throw new ArgumentException(value.GetType().Name, nameof(value));
        }
    }

    private static void WriteText(List<byte> bytes, byte[] utf8)
    {
        if (utf8.Length < 32) bytes.Add((byte)(0xa0 | utf8.Length));
        else bytes.AddRange([0xd9, checked((byte)utf8.Length)]);
        bytes.AddRange(utf8);
    }

    private static void WriteCount(List<byte> bytes, byte small, byte large, int count)
    {
        if (count < 16) bytes.Add((byte)(small | count));
        else bytes.AddRange([large, .. BigEndian((ulong)count, 2)]);
    }

    private static void WriteInteger(List<byte> bytes, long number) => bytes.AddRange(number switch
    {
        >= 0 and < 128 => [(byte)number],
        >= 0 and <= byte.MaxValue => [0xcc, (byte)number],
        >= 0 and <= ushort.MaxValue => [0xcd, .. BigEndian((ulong)number, 2)],
        >= 0 and <= uint.MaxValue => [0xce, .. BigEndian((ulong)number, 4)],
        >= 0 => [0xcf, .. BigEndian((ulong)number, 8)],
        >= -32 => [(byte)number],
        _ => [0xd3, .. BigEndian((ulong)number, 8)],
    });

    private static byte[] BigEndian(ulong number, int size)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes[^size..];
    }
}
