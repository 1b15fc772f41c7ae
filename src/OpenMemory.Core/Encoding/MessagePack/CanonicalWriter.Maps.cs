using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>Bytes of the longest key of a field, with its header.</summary>
    private const int LongestKey = 32;

    private readonly Frame[] _frames = new Frame[CodecLimits.DeepestNesting + 1]; // of the maps around the open one
    private readonly int[] _bySlot = new int[128]; // the entries of the outermost map that are known fields
    private Frame _open;
    private SlotSet _slots;
    private int[] _order = [];
    private Comparison<int>? _byKey; // kept, because each sort by a comparer would make one

    /// <summary>A map: where its header will stand and which entries are its own.</summary>
    private struct Frame
    {
        internal int Start, FirstEntry;
        internal bool Ascending;
    }

    /// <summary>The known fields of the outermost map, once that has ended.</summary>
    internal ref readonly SlotSet Slots => ref _slots;

    /// <summary>
    /// Whether the root map is where the next entry may begin: false after a value was refused, because its key, or a part of
    /// it, is already written.
    /// </summary>
    internal bool IsBetweenEntries => _depth == 1 && _valueStart < _length;

    /// <summary>The entry of a known field of the outermost map, which must be among <see cref="Slots"/>.</summary>
    internal ref readonly MapEntry Entry(int slot) => ref _entries[_bySlot[slot]];

    internal void BeginMap()
    {
        Enter();
        _frames[_depth] = _open;
        _open = new Frame { Start = _length, FirstEntry = _entryCount, Ascending = true };
        Reserve(1);
        _length++; // the short header; moved if the map turns out to need a longer one
    }

    /// <summary>Writes the key of a field into the outermost map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteKnownKey(in KnownKey key)
    {
        int start = _length;
        PutKey(ref MemoryMarshal.GetReference(Reserve(LongestKey)), key);
        _length = start + key.Encoded.Length;
        AddEntry(start, 1, _length, key.Prefix, key.Slot);
    }

    /// <summary>Puts a key where there is room for the longest one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutKey(ref byte to, in KnownKey key)
    {
        Unsafe.WriteUnaligned(ref to, key.Head);
        if (key.Encoded.Length > sizeof(ulong)) key.Encoded.CopyTo(MemoryMarshal.CreateSpan(ref to, LongestKey));
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
        Span<MapEntry> entries = _entries.AsSpan(_open.FirstEntry, _entryCount - _open.FirstEntry);
        if (!AreAscending(entries)) Rearrange(entries);
        WriteMapHeader(_open.Start, entries);
        if (_depth > 1) _entryCount = _open.FirstEntry;
        _open = _frames[_depth--];
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
    private bool AreAscending(Span<MapEntry> entries)
    {
        SlotSet slots = default;
        Span<int> bySlot = _bySlot;
        bool ascending = true;
        ulong last = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ref MapEntry entry = ref entries[i];
            if (i > 0)
            {
                entries[i - 1].End = entry.Start;
                ascending &= last < entry.Prefix || (last == entry.Prefix && CompareKeys(entries[i - 1], entry) < 0);
            }
            last = entry.Prefix;
            if (entry.Slot < 0) continue;
            slots.Add(entry.Slot);
            bySlot[entry.Slot] = i;
        }
        if (entries.Length > 0) entries[^1].End = _length;
        if (_depth == 1) _slots = slots;
        return ascending;
    }

    /// <summary>Puts the entries of the open map in canonical order.</summary>
    private void Rearrange(Span<MapEntry> entries)
    {
        // MoveEntry copies whole registers: behind what is written there is room for one, and the scratch buffer is as long.
        Reserve(Vector256<byte>.Count);
        if (_scratch.Length < _buffer.Length) _scratch = new byte[_buffer.Length];
        byte[] from = _buffer, to = _scratch;
        int start = _open.Start + 1, position = start;
        // Slots ascend as keys do: where all entries are known fields, nothing need be compared.
        if (_depth == 1 && _slots.Count == entries.Length)
        {
            for (SlotSet left = _slots; left.TryTakeLowest(out int slot);) MoveEntry(ref entries[_bySlot[slot]], from, to, ref position);
        }
        else
        {
            foreach (int index in OrderByKey(entries.Length)) MoveEntry(ref _entries[index], from, to, ref position);
        }
        if (_depth == 1)
        {
            from.AsSpan(0, start).CopyTo(to);
            (_buffer, _scratch) = (to, from);
        }
        else to.AsSpan(start, position - start).CopyTo(from.AsSpan(start));
    }

    /// <summary>Copies an entry to its place. What is copied too much is overwritten by the next entry, or means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveEntry(ref MapEntry entry, byte[] from, byte[] to, ref int position)
    {
        int length = entry.End - entry.Start;
        if (length <= Vector256<byte>.Count) Vector256.LoadUnsafe(ref from[entry.Start]).StoreUnsafe(ref to[position]);
        else from.AsSpan(entry.Start, length).CopyTo(to.AsSpan(position));
        entry.MoveTo(position);
        position += length;
    }

    private ReadOnlySpan<int> OrderByKey(int count)
    {
        if (_order.Length < count) _order = new int[Math.Max(count, 64)];
        Span<int> order = _order.AsSpan(0, count);
        for (int i = 0; i < order.Length; i++) order[i] = _open.FirstEntry + i;
        order.Sort(_byKey ??= (x, y) => CompareKeys(_entries[x], _entries[y]));
        for (int i = 1; i < order.Length; i++)
        {
            if (CompareKeys(_entries[order[i - 1]], _entries[order[i]]) == 0)
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
        foreach (ref MapEntry entry in entries) entry.MoveTo(entry.Start + size - 1);
        Span<byte> to = _buffer.AsSpan(start);
        to[0] = size == 3 ? MsgPack.Map16 : MsgPack.Map32;
        if (size == 3) BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)count);
        else BinaryPrimitives.WriteInt32BigEndian(to[1..], count);
    }

    private int CompareKeys(in MapEntry left, in MapEntry right) =>
        left.Prefix != right.Prefix ? (left.Prefix < right.Prefix ? -1 : 1) : CanonicalOrder.Compare(Key(left), Key(right));

    private ReadOnlySpan<byte> Key(in MapEntry entry) => _buffer.AsSpan(entry.KeyStart, entry.KeySize - entry.KeyHeader);
}
