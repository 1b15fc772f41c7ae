using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>The shortest of binary16, binary32 and binary64 that keeps a value, the sign of zero included .</summary>
internal static class CborFloat
{
    /// <summary>Bytes of the shortest form of a finite float: 2, 4 or 8.</summary>
    internal static int Size(double value)
    {
        if (Same((double)(Half)value, value)) return 2;
        return Same((float)value, value) ? 4 : 8;
    }

    /// <summary>Reads a float of 2, 4 or 8 bytes.</summary>
    internal static double Read(ReadOnlySpan<byte> source, int size) => size switch
    {
        2 => (double)BinaryPrimitives.ReadHalfBigEndian(source),
        4 => BinaryPrimitives.ReadSingleBigEndian(source),
        _ => BinaryPrimitives.ReadDoubleBigEndian(source),
    };

    /// <summary>Whether two floats have the same bits, which tells −0.0 from 0.0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Same(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);
}
