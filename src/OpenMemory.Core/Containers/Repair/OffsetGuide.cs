using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>The offset index of a damaged file: it says where grains may be, and is never trusted alone.</summary>
internal sealed class OffsetGuide(MgFileBytes file, long count, long shift)
{
    private readonly ByteWindow _window = new(file);

    internal long Count { get; } = Math.Clamp(count, 0, Math.Max(0, (file.Length - MgFileHeader.Size) / 4));

    /// <summary>The place that an entry names.</summary>
    internal bool TryGet(long index, out long place)
    {
        place = -1;
        if ((ulong)index >= (ulong)Count) return false;
        place = BinaryPrimitives.ReadUInt32BigEndian(_window.At(MgFileHeader.Size + (4 * index), 4)) + shift;
        return true;
    }

    internal bool Names(long index, long place) => TryGet(index, out long named) && named == place;

    /// <summary>The entry that names a place, as far as the index ascends; or -1.</summary>
    internal long Find(long place)
    {
        long index = FirstFrom(place);
        return index < Count && Read(index) == place ? index : -1;
    }

    /// <summary>The first entry that does not stand before a place, as far as the index ascends.</summary>
    internal long FirstFrom(long place)
    {
        long low = 0, high = Count;
        while (low < high)
        {
            long middle = low + ((high - low) >> 1);
            if (Read(middle) < place) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    // Jumps would only spoil the window.
    private long Read(long index)
    {
        Span<byte> entry = stackalloc byte[4];
        file.Read(MgFileHeader.Size + (4 * index), entry);
        return BinaryPrimitives.ReadUInt32BigEndian(entry) + shift;
    }
}
