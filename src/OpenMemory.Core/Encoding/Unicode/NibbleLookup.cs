using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenMemory;

/// <summary>Look-ups of 32 nibbles at a time in tables of sixteen bytes.</summary>
internal static class NibbleLookup
{
    /// <summary>The number of bytes handled at a time.</summary>
    internal const int Lane = 32;

    /// <summary>Whether the look-ups are quick here.</summary>
    internal static bool IsQuick => Vector128.IsHardwareAccelerated;

    /// <summary>One of a row of tables of sixteen bytes, ready for look-ups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Table(ref byte tables, nuint number) =>
        Twice(Vector128.LoadUnsafe(ref tables, number * 16));

    /// <summary>A table of sixteen bytes, ready for look-ups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Twice(Vector128<byte> table) => Vector256.Create(table, table);

    /// <summary>The table's byte for each nibble, which must be below sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Shuffle(Vector256<byte> table, Vector256<byte> nibbles) => Avx2.IsSupported
        ? Avx2.Shuffle(table, nibbles)
        : Vector256.Create(
            Vector128.ShuffleNative(table.GetLower(), nibbles.GetLower()),
            Vector128.ShuffleNative(table.GetLower(), nibbles.GetUpper()));
}
