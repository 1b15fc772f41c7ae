using System.Runtime.InteropServices;

namespace OpenMemory.Store;

/// <summary>
/// The bytes of grains, one behind the other in slabs: a million grains are some hundred objects for the collector, and a grain costs
/// eight bytes beside its own. Each record is its row, its length, and the bytes. Bytes that go are overwritten at once, and a slab of
/// which a quarter is gone is moved together.
/// </summary>
internal sealed class BlobArena
{
    private const int SmallestSlab = 16 << 10, LargestSlab = 1 << 20, Head = 8, Gone = -1;

    private readonly List<BlobSlab?> _slabs = [];
    private readonly Stack<int> _free = new();
    private int _current = -1;
    private int _nextSize = SmallestSlab;
    private int _reserved = -1;

    /// <summary>Bytes of all records that are here, without their heads.</summary>
    internal long LiveBytes { get; private set; }

    /// <summary>Bytes of all slabs.</summary>
    internal long Capacity => _slabs.Sum(static slab => (long)(slab?.Bytes.Length ?? 0));

    /// <summary>Makes room, after which one <see cref="Write"/> of this length cannot fail.</summary>
    internal void Reserve(int length)
    {
        int size = checked(Head + length);
        if (_reserved >= 0 && Room(_reserved) >= size) return;
        if (_current >= 0 && Room(_current) >= size)
        {
            _reserved = _current;
            return;
        }
        bool isLarge = size > _nextSize / 4;
        int slab = NewSlab(isLarge ? size : _nextSize);
        if (!isLarge)
        {
            _current = slab;
            _nextSize = Math.Min(2 * _nextSize, LargestSlab);
        }
        _reserved = slab;
    }

    /// <summary>Writes the bytes of a row into the room that was reserved.</summary>
    /// <returns>Where they are.</returns>
    internal (int Slab, int Offset) Write(int row, ReadOnlySpan<byte> bytes)
    {
        BlobSlab slab = _slabs[_reserved]!;
        Span<byte> place = slab.Bytes.AsSpan(slab.Used);
        MemoryMarshal.Write(place, in row);
        int length = bytes.Length;
        MemoryMarshal.Write(place[4..], in length);
        bytes.CopyTo(place[Head..]);
        int offset = slab.Used + Head;
        slab.Used = offset + length;
        LiveBytes += length;
        return (_reserved, offset);
    }

    /// <summary>The bytes of a record.</summary>
    internal ReadOnlySpan<byte> Read(int slab, int offset, int length) => _slabs[slab]!.Bytes.AsSpan(offset, length);

    /// <summary>Overwrites a record. Slabs that become poor of live ones are for <see cref="Tidy"/>.</summary>
    internal void Erase(int slab, int offset, int length)
    {
        BlobSlab of = _slabs[slab]!;
        of.Bytes.AsSpan(offset, length).Clear();
        LiveBytes -= length;
        if (of.Used == offset + length)
        {
            of.Used = offset - Head;
            of.Bytes.AsSpan(of.Used, Head).Clear();
        }
        else
        {
            int gone = Gone;
            MemoryMarshal.Write(of.Bytes.AsSpan(offset - Head), in gone);
            of.Dead += Head + length;
        }
        if (of.Used != of.Dead) return;
        if (slab != _current) Drop(slab);
        else
        {
            of.Bytes.AsSpan(0, of.Used).Clear();
            (of.Used, of.Dead) = (0, 0);
        }
    }

    /// <summary>Moves a slab's records together, elsewhere, where a quarter of it is gone.</summary>
    /// <param name="slab">A slab.</param>
    /// <param name="rows">The rows, which learn where their bytes are now.</param>
    internal void Tidy(int slab, Chunks<MemoryRow> rows)
    {
        if (_slabs[slab] is not { } from || from.Dead < from.Used / 4 || from.Dead == 0) return;
        if (slab == _current) _current = -1;
        if (slab == _reserved) _reserved = -1;
        for (int at = 0; at < from.Used;)
        {
            int row = MemoryMarshal.Read<int>(from.Bytes.AsSpan(at)), length = MemoryMarshal.Read<int>(from.Bytes.AsSpan(at + 4));
            if (row != Gone)
            {
                Reserve(length);
                (int to, int offset) = Write(row, from.Bytes.AsSpan(at + Head, length));
                LiveBytes -= length;
                (rows[row].Slab, rows[row].Offset) = (to, offset);
                int gone = Gone;
                MemoryMarshal.Write(from.Bytes.AsSpan(at), in gone); // so that a failure half-way leaves every record in one place
                from.Dead += Head + length;
            }
            at += Head + length;
        }
        from.Bytes.AsSpan(0, from.Used).Clear();
        Drop(slab);
    }

    /// <summary>Overwrites everything.</summary>
    internal void Clear()
    {
        foreach (BlobSlab? slab in _slabs) slab?.Bytes.AsSpan(0, slab.Used).Clear();
        _slabs.Clear();
        _free.Clear();
        (_current, _reserved) = (-1, -1);
    }

    /// <summary>How often bytes stand in the slabs, wherever; for tests.</summary>
    internal int FindBytes(ReadOnlySpan<byte> bytes)
    {
        int found = 0;
        foreach (BlobSlab? slab in _slabs) found += slab?.Bytes.AsSpan().Count(bytes) ?? 0;
        return found;
    }

    private int Room(int slab) => _slabs[slab] is { } of ? of.Bytes.Length - of.Used : 0;

    private int NewSlab(int size)
    {
        BlobSlab made = new(size);
        if (_free.TryPop(out int index))
        {
            _slabs[index] = made;
            return index;
        }
        _slabs.Add(made);
        return _slabs.Count - 1;
    }

    private void Drop(int slab)
    {
        _free.Push(slab);
        _slabs[slab] = null;
    }
}
