using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

/// <summary>The offset index of a file (§11.4), which is never trusted before <see cref="Prove"/>.</summary>
internal static class OffsetTable
{
    private const int AtOnce = 1 << 16;

    /// <summary>The largest grain: what fits one array, some bytes less than 2 GiB.</summary>
    internal static int MaxGrainBytes => Array.MaxLength;

    internal static long Read(MgFileBytes file, long index)
    {
        Span<byte> entry = stackalloc byte[4];
        file.Read(MgFileHeader.Size + (4 * index), entry);
        return BinaryPrimitives.ReadUInt32BigEndian(entry);
    }

    /// <summary>Offsets ascend from the first one, stay below the end, and leave every grain at least one byte and at most 2 GiB (OMS-11.4-3).</summary>
    /// <param name="file">The file; the table lies inside.</param>
    /// <param name="count">The number of entries; at least 1.</param>
    /// <param name="end">What the last one stays below.</param>
    internal static void Prove(MgFileBytes file, long count, long end)
    {
        for (long first = 0; first < count; first += AtOnce)
        {
            // Each piece overlaps the next by one entry, so that every neighbours meet.
            int entries = (int)Math.Min(AtOnce + 1, count - first);
            long at = MgFileHeader.Size + (4 * first);
            ReadOnlySpan<byte> piece = file.Slice(at, 4 * entries);
            if (!Ascend(piece) || BinaryPrimitives.ReadUInt32BigEndian(piece[^4..]) >= end) FindFault(piece, at, end);
        }
    }

    private static bool Ascend(ReadOnlySpan<byte> table)
    {
        int i = 0;
        Vector256<byte> swap = Vector256.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 19, 18, 17, 16, 23, 22, 21, 20, 27, 26, 25, 24, 31, 30, 29, 28);
        Vector256<uint> most = Vector256.Create((uint)MaxGrainBytes);
        for (; Vector256.IsHardwareAccelerated && i + 36 <= table.Length; i += 32)
        {
            Vector256<uint> these = Vector256.ShuffleNative(Vector256.Create(table[i..]), swap).AsUInt32();
            Vector256<uint> next = Vector256.ShuffleNative(Vector256.Create(table[(i + 4)..]), swap).AsUInt32();
            if (!Vector256.GreaterThanAll(next, these) || !Vector256.LessThanOrEqualAll(next - these, most)) return false;
        }
        ReadOnlySpan<uint> rest = MemoryMarshal.Cast<byte, uint>(table[i..]);
        for (int j = 1; j < rest.Length; j++)
        {
            long step = (long)BinaryPrimitives.ReadUInt32BigEndian(table[(i + (4 * j))..]) - BinaryPrimitives.ReadUInt32BigEndian(table[(i + (4 * j) - 4)..]);
            if (step is <= 0 || step > MaxGrainBytes) return false;
        }
        return true;
    }

    private static void FindFault(ReadOnlySpan<byte> table, long at, long end)
    {
        long previous = -1;
        for (int i = 0; i < table.Length; i += 4)
        {
            long offset = BinaryPrimitives.ReadUInt32BigEndian(table[i..]);
            if (offset >= end || (previous >= 0 && (offset <= previous || offset - previous > MaxGrainBytes)))
                Fail("OMS-11.4-3", "Offsets do not ascend inside the grain region", at + i);
            previous = offset;
        }
    }

    private static void Fail(string rule, string message, long offset) => Throw.Fault(OmsErrorCode.Corrupt, rule, message, offset);
}
