using System.Buffers.Binary;

namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    private EntryOrder? _order;

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
        Span<byte> to = Reserve(1 + key.Length);
        to[0] = (byte)(MsgPack.FixText | key.Length);
        key.CopyTo(to[1..]);
        _length = start + 1 + key.Length;
        AddEntry(start, start + 1, prefix, slot);
    }

    /// <summary>Writes any key; it is normalized like every text (OMS-4.4-1).</summary>
    internal void WriteKey(ReadOnlySpan<char> key)
    {
        int start = _length;
        int keyStart = WriteText(key);
        AddEntry(start, keyStart, CanonicalOrder.Prefix(_buffer.AsSpan(keyStart, _length - keyStart)), -1);
    }

    internal void EndMap()
    {
        Frame frame = _frames[_depth--];
        Span<MapEntry> entries = _entries.AsSpan(frame.FirstEntry, _entryCount - frame.FirstEntry);
        if (entries.Length > 0) entries[^1].End = _length;
        if (!frame.Ascending) Rearrange(frame.Start + 1, entries);
        WriteMapHeader(frame.Start, entries);
        if (_depth > 0) _entryCount = frame.FirstEntry;
    }

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
    }

    /// <summary>Puts the entries of one map in canonical order.</summary>
    private void Rearrange(int start, Span<MapEntry> entries)
    {
        Sort(entries);
        for (int i = 1; i < entries.Length; i++)
        {
            if (CompareKeys(entries[i - 1], entries[i]) == 0)
                Throw.Fault(OmsErrorCode.Corrupt, "OMS-4.1-4", "A map holds a key twice", -1, Path);
        }
        int size = _length - start;
        if (_scratch.Length < size) _scratch = new byte[Math.Max(size, 1024)];
        _buffer.AsSpan(start, size).CopyTo(_scratch);
        int position = start;
        foreach (ref MapEntry entry in entries)
        {
            int length = entry.End - entry.Start;
            _scratch.AsSpan(entry.Start - start, length).CopyTo(_buffer.AsSpan(position));
            Move(ref entry, position - entry.Start);
            position += length;
        }
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

    private void Sort(Span<MapEntry> entries)
    {
        if (entries.Length > 32)
        {
            entries.Sort(_order ??= new EntryOrder(this));
            return;
        }
        for (int i = 1; i < entries.Length; i++)
        {
            MapEntry entry = entries[i];
            int j = i - 1;
            for (; j >= 0 && CompareKeys(entry, entries[j]) < 0; j--) entries[j + 1] = entries[j];
            entries[j + 1] = entry;
        }
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

    private sealed class EntryOrder(CanonicalWriter writer) : IComparer<MapEntry>
    {
        public int Compare(MapEntry x, MapEntry y) => writer.CompareKeys(x, y);
    }
}
