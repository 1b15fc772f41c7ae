using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// The order of map keys in MessagePack payloads: unsigned comparison of UTF-8 bytes, a prefix before its extensions
/// (OMS-4.1-1). Never .NET's ordinal string order, which puts U+1F600 before U+FFFF.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>Compares two keys.</summary>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceCompareTo(right);

    /// <summary>
    /// The first eight bytes of a key as a big-endian number, short keys padded with zeros: keys whose prefixes differ
    /// compare as their prefixes do.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Prefix(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(key);
        ulong prefix = 0;
        for (int i = 0; i < key.Length; i++) prefix |= (ulong)key[i] << (56 - (8 * i));
        return prefix;
    }

    /// <summary>The prefix of the key at <paramref name="start"/>, with one load where the source is long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Prefix(ReadOnlySpan<byte> source, int start, int length)
    {
        if ((uint)start + 8 > (uint)source.Length) return Prefix(source.Slice(start, length));
        ulong word = BinaryPrimitives.ReadUInt64BigEndian(source[start..]);
        return length >= 8 ? word : word & ~(ulong.MaxValue >> (8 * length));
    }

    /// <summary>Compares two keys whose prefixes are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Compare(ulong leftPrefix, ReadOnlySpan<byte> left, ulong rightPrefix, ReadOnlySpan<byte> right) =>
        leftPrefix != rightPrefix ? (leftPrefix < rightPrefix ? -1 : 1) : Compare(left, right);
}
