using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>Bytes of the longest key of a field, with its header.</summary>
    private const int LongestKey = 32;

    private readonly Frame[] _frames = new Frame[CodecLimits.DeepestNesting + 1]; // of the maps around the open one
    private readonly int[] _bySlot = new int[128]; // the entries of the outermost map that are known fields
    private Frame _open;
    private SlotSet _slots;
    private bool _ascends; // what was found of the keys of the map that was looked at last
    private int[] _order = [];
    private Comparison<int>? _byKey; // kept, because each sort by a comparer would make one

    /// <summary>A map: where its header will stand and which entries are its own.</summary>
    private struct Frame
    {
        internal int Start, FirstEntry;
    }

    /// <summary>The known fields of the outermost map, once its entries were looked at.</summary>
    internal ref readonly SlotSet Slots => ref _slots;

    /// <summary>
    /// Whether the root map is where the next entry may begin: false after a value was refused, because its key, or a part of
    /// it, is already written.
    /// </summary>
    internal bool IsBetweenEntries => _depth == 1 && _valueStart < _length;

    private Span<MapEntry> OpenEntries => _entries.AsSpan(_open.FirstEntry, _entryCount - _open.FirstEntry);

    /// <summary>The entry of a known field of the outermost map, which must be among <see cref="Slots"/>.</summary>
    internal ref readonly MapEntry Entry(int slot) => ref _entries[_bySlot[slot]];

    internal void BeginMap()
    {
        Enter();
        _frames[_depth] = _open;
        _open = new Frame { Start = _length, FirstEntry = _entryCount };
        Reserve(1);
        _length++; // the short header; moved if the map turns out to need a longer one
    }

    /// <summary>Writes the key of a field into the outermost map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteKnownKey(in KnownKey key)
    {
        int start = _length, valueStart = start + key.Size;
        PutKey(ref Room(LongestKey), key);
        _length = valueStart;
        AddEntry(start, 1, valueStart, key.Prefix, key.Slot);
    }

    /// <summary>Puts a key where there is room for the longest one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutKey(ref byte to, in KnownKey key)
    {
        Unsafe.WriteUnaligned(ref to, key.Head);
        if (key.Size > sizeof(ulong)) key.Encoded.CopyTo(MemoryMarshal.CreateSpan(ref to, LongestKey));
    }

    /// <summary>Writes any key; it is normalized like every text (OMS-4.4-1).</summary>
    internal void WriteKey(ReadOnlySpan<char> key)
    {
        int start = _length;
        AddKey(start, WriteText(key));
    }

    /// <summary>Writes a key given in UTF-8.</summary>
    internal void WriteKey(ReadOnlySpan<byte> utf8)
    {
        int start = _length;
        AddKey(start, WriteText(utf8));
    }

    internal void EndMap()
    {
        LookAtEntries();
        EndMap(default);
    }

    /// <summary>Ends a map whose entries were looked at.</summary>
    /// <param name="destination">
    /// Where everything written may be put in order right away, if this is the outermost map; too short a one is not used.
    /// </param>
    /// <returns>Everything written: there, or in the writer's own buffer.</returns>
    internal Span<byte> EndMap(Span<byte> destination)
    {
        Span<MapEntry> entries = OpenEntries;
        if (!_ascends)
        {
            ReadOnlySpan<int> order = _depth == 1 && _slots.Count == entries.Length ? OrderBySlot(entries.Length) : OrderByKey(entries.Length);
            int start = _open.Start + 1;
            if (destination.Length >= _length && entries.Length < 16)
            {
                Gather(order, entries, destination, start);
                destination[_open.Start] = (byte)(MsgPack.FixMap | entries.Length);
                _open = _frames[_depth--];
                return destination[.._length];
            }
            if (_scratch.Length < _buffer.Length) _scratch = new byte[_buffer.Length];
            Gather(order, entries, _scratch, start);
            _scratch.AsSpan(start, _length - start).CopyTo(_buffer.AsSpan(start));
        }
        WriteMapHeader(_open.Start, entries);
        if (_depth > 1) _entryCount = _open.FirstEntry;
        _open = _frames[_depth--];
        return Written;
    }

    private void AddKey(int start, int keyStart) =>
        AddEntry(start, keyStart - start, _length, CanonicalOrder.Prefix(_buffer.AsSpan(keyStart, _length - keyStart)), -1);

    /// <summary>Takes note of an entry whose key is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddEntry(int start, int keyHeader, int valueStart, ulong prefix, int slot)
    {
        int count = _entryCount;
        if (count == _entries.Length) GrowEntries();
        MapEntry[] entries = _entries;
        ref MapEntry entry = ref entries[count];
        entry.Prefix = prefix;
        entry.Start = start;
        entry.KeySize = valueStart - start;
        entry.KeyHeader = (byte)keyHeader;
        entry.Slot = (sbyte)slot;
        _entryCount = count + 1;
        _valueStart = valueStart;
    }

    private void GrowEntries() => Array.Resize(ref _entries, 2 * _entryCount);

    /// <summary>
    /// Looks at the entries of the open map once all are there, which costs less than keeping account of each: where they end, which
    /// fields they are, and whether their keys ascend.
    /// </summary>
    internal void LookAtEntries()
    {
        Span<MapEntry> entries = OpenEntries;
        Span<int> bySlot = _bySlot;
        SlotSet slots = default;
        bool ascending = true;
        int end = _length;
        ulong next = ulong.MaxValue;
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            ref MapEntry entry = ref entries[i];
            ulong prefix = entry.Prefix;
            if (prefix >= next && i + 1 < entries.Length) ascending &= prefix == next && CompareKeys(entry, entries[i + 1]) < 0;
            next = prefix;
            entry.End = end;
            end = entry.Start;
            int slot = entry.Slot;
            if (slot < 0) continue;
            slots.Add(slot);
            bySlot[slot] = i;
        }
        if (_depth == 1) _slots = slots;
        _ascends = ascending;
    }

    /// <summary>Slots ascend as keys do: where all entries are known fields, and none is there twice, nothing need be compared.</summary>
    private ReadOnlySpan<int> OrderBySlot(int count)
    {
        Span<int> order = Order(count);
        SlotSet left = _slots;
        for (int i = 0; i < order.Length && left.TryTakeLowest(out int slot); i++) order[i] = _bySlot[slot];
        return order;
    }

    private Span<int> Order(int count)
    {
        if (_order.Length < count) _order = new int[Math.Max(count, 64)];
        return _order.AsSpan(0, count);
    }

    private ReadOnlySpan<int> OrderByKey(int count)
    {
        Span<int> order = Order(count);
        for (int i = 0; i < order.Length; i++) order[i] = i;
        order.Sort(_byKey ??= (x, y) => CompareKeys(OpenEntries[x], OpenEntries[y]));
        Span<MapEntry> entries = OpenEntries;
        for (int i = 1; i < order.Length; i++)
        {
            if (CompareKeys(entries[order[i - 1]], entries[order[i]]) == 0)
                Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.1-4", "A map holds a key twice", -1, Path);
        }
        return order;
    }

    private void WriteMapHeader(int start, Span<MapEntry> entries)
    {
        int count = entries.Length, size = MsgPack.ContainerHeaderSize(count);
        if (size == 1)
        {
            _buffer[start] = (byte)(MsgPack.FixMap | count);
            return;
        }
        Reserve(size);
        _buffer.AsSpan(start + 1, _length - start - 1).CopyTo(_buffer.AsSpan(start + size));
        _length += size - 1;
        foreach (ref MapEntry entry in entries) entry.Start += size - 1;
        Span<byte> to = _buffer.AsSpan(start);
        to[0] = size == 3 ? MsgPack.Map16 : MsgPack.Map32;
        if (size == 3) BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)count);
        else BinaryPrimitives.WriteInt32BigEndian(to[1..], count);
    }

    private int CompareKeys(in MapEntry left, in MapEntry right) =>
        left.Prefix != right.Prefix ? (left.Prefix < right.Prefix ? -1 : 1) : CanonicalOrder.Compare(Key(left), Key(right));

    private ReadOnlySpan<byte> Key(in MapEntry entry) => _buffer.AsSpan(entry.KeyStart, entry.KeySize - entry.KeyHeader);
}
