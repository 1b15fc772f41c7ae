using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    private int[] _order = [];
    private Comparison<int>? _byKey; // kept, because each sort by a comparer would make one

    /// <summary>
    /// Whether the root map is where the next entry may begin: false after a value was refused, because its key, or a part of
    /// it, is already written.
    /// </summary>
    internal bool IsBetweenEntries => _depth == 1 && (_entryCount == 0 || _entries[_entryCount - 1].ValueStart < _length);

    internal void BeginMap()
    {
        Enter();
        _frames[_depth] = new Frame { Start = _length, FirstEntry = _entryCount, Ascending = true };
        Reserve(1);
        _length++; // the short header; moved if the map turns out to need a longer one
    }

    /// <summary>Writes a key that is known to be canonical: short, ASCII, with its prefix at hand.</summary>
    internal void WriteKnownKey(ReadOnlySpan<byte> key, ulong prefix, int slot)
    {
        int start = _length;
        PutKey(Reserve(9 + key.Length), key, prefix);
        _length = start + 1 + key.Length;
        AddEntry(start, start + 1, prefix, slot);
    }

    /// <summary>Puts a known key; its first eight bytes, which are all of most keys, in one store.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutKey(Span<byte> to, ReadOnlySpan<byte> key, ulong prefix)
    {
        to[0] = (byte)(MsgPack.FixText | key.Length);
        BinaryPrimitives.WriteUInt64BigEndian(to[1..], prefix);
        if (key.Length > 8) key.CopyTo(to[1..]);
    }

    /// <summary>Writes any key; it is normalized like every text (OMS-4.4-1).</summary>
    internal void WriteKey(ReadOnlySpan<char> key)
    {
        int start = _length;
        int keyStart = WriteText(key);
        AddEntry(start, keyStart, CanonicalOrder.Prefix(_buffer.AsSpan(keyStart, _length - keyStart)), -1);
    }

    /// <summary>Writes a key given in UTF-8.</summary>
    internal void WriteKey(ReadOnlySpan<byte> utf8)
    {
        int start = _length;
        int keyStart = WriteText(utf8);
        AddEntry(start, keyStart, CanonicalOrder.Prefix(_buffer.AsSpan(keyStart, _length - keyStart)), -1);
    }

    internal void EndMap()
    {
        Frame frame = _frames[_depth--];
        Span<MapEntry> entries = _entries.AsSpan(frame.FirstEntry, _entryCount - frame.FirstEntry);
        if (entries.Length > 0) entries[^1].End = _length;
        if (!frame.Ascending) Rearrange(frame.Start + 1, frame.FirstEntry, entries.Length);
        WriteMapHeader(frame.Start, entries);
        if (_depth > 0) _entryCount = frame.FirstEntry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddEntry(int start, int keyStart, ulong prefix, int slot)
    {
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, 2 * _entryCount);
        ref Frame frame = ref _frames[_depth];
        ref MapEntry entry = ref _entries[_entryCount];
        entry.Prefix = prefix;
        entry.Start = start;
        entry.KeyStart = keyStart;
        entry.ValueStart = _length;
        entry.Slot = slot;
        if (_entryCount > frame.FirstEntry)
        {
            ref MapEntry previous = ref _entries[_entryCount - 1];
            previous.End = start;
            frame.Ascending &= previous.Prefix < prefix || (previous.Prefix == prefix && CompareKeys(previous, entry) < 0);
        }
        _entryCount++;
        if (_depth == 1) _rootCount = _entryCount;
    }

    /// <summary>Puts the entries of one map in canonical order.</summary>
    private void Rearrange(int start, int first, int count)
    {
        if (_order.Length < count) _order = new int[Math.Max(count, 64)];
        Span<int> order = _order.AsSpan(0, count);
        if (!TryOrderBySlot(order, first)) OrderByKey(order, first);
        Reserve(Vector128<byte>.Count);
        if (_scratch.Length < _buffer.Length) _scratch = new byte[_buffer.Length];
        int position = start;
        foreach (int index in order)
        {
            ref MapEntry entry = ref _entries[index];
            int length = entry.End - entry.Start;
            CopyEntry(entry.Start, position, length);
            Move(ref entry, position - entry.Start);
            position += length;
        }
        _scratch.AsSpan(start, position - start).CopyTo(_buffer.AsSpan(start));
    }

    /// <summary>
    /// Copies an entry to the scratch buffer, which is as long as the other; behind both there is room for a register. What is
    /// copied too much is overwritten by the next entry, or means nothing.
    /// </summary>
    private void CopyEntry(int from, int to, int length)
    {
        if (length <= Vector128<byte>.Count) Vector128.LoadUnsafe(ref _buffer[from]).StoreUnsafe(ref _scratch[to]);
        else _buffer.AsSpan(from, length).CopyTo(_scratch.AsSpan(to));
    }

    private void OrderByKey(Span<int> order, int first)
    {
        for (int i = 0; i < order.Length; i++) order[i] = first + i;
        order.Sort(_byKey ??= (x, y) => CompareKeys(_entries[x], _entries[y]));
        for (int i = 1; i < order.Length; i++)
        {
            if (CompareKeys(_entries[order[i - 1]], _entries[order[i]]) == 0)
                Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.1-4", "A map holds a key twice", -1, Path);
        }
    }

    /// <summary>
    /// Slots ascend as keys do, so known fields need no comparison: each sets a bit, and the bits are read in order. Answers
    /// false where a key has no slot or occurs twice.
    /// </summary>
    [SkipLocalsInit]
    private bool TryOrderBySlot(Span<int> order, int first)
    {
        Span<byte> position = stackalloc byte[128];
        ulong low = 0, high = 0;
        if (order.Length > byte.MaxValue) return false;
        for (int i = 0; i < order.Length; i++)
        {
            int slot = _entries[first + i].Slot;
            if ((uint)slot >= 128) return false;
            if (slot < 64) low |= 1UL << slot;
            else high |= 1UL << slot;
            position[slot] = (byte)i;
        }
        if (BitOperations.PopCount(low) + BitOperations.PopCount(high) != order.Length) return false;
        int next = 0;
        for (; low != 0; low &= low - 1) order[next++] = first + position[BitOperations.TrailingZeroCount(low)];
        for (; high != 0; high &= high - 1) order[next++] = first + position[64 + BitOperations.TrailingZeroCount(high)];
        return true;
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
        foreach (ref MapEntry entry in entries) Move(ref entry, size - 1);
        Span<byte> to = _buffer.AsSpan(start);
        to[0] = size == 3 ? MsgPack.Map16 : MsgPack.Map32;
        if (size == 3) BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)count);
        else BinaryPrimitives.WriteInt32BigEndian(to[1..], count);
    }

    private int CompareKeys(in MapEntry left, in MapEntry right) =>
        left.Prefix != right.Prefix ? (left.Prefix < right.Prefix ? -1 : 1) : CanonicalOrder.Compare(Key(left), Key(right));

    private ReadOnlySpan<byte> Key(in MapEntry entry) => _buffer.AsSpan(entry.KeyStart, entry.ValueStart - entry.KeyStart);

    private static void Move(ref MapEntry entry, int by)
    {
        entry.Start += by;
        entry.KeyStart += by;
        entry.ValueStart += by;
        entry.End += by;
    }
}
