using System.Buffers.Binary;

namespace OpenMemory.Store.Tests;

/// <summary>The tables beneath the in-memory store.</summary>
[TestFixture]
public sealed class MemoryTablesTests
{
    [TestCase(0), TestCase(24)]
    public void Addresses_that_agree_in_most_bits_are_found_as_fast_as_others(int changing)
    {
        RowTable table = new();
        long steps = 0;
        for (int i = 0; i < 50_000; i++) table.Add(new() { Address = Address(i, changing) });
        for (int i = 0; i < 50_000; i++)
        {
            int row = table.Find(Address(i, changing));
            Assert.That(row, Is.EqualTo(i));
            for (int at = row; at >= 0; at = table.Rows[at].Next) steps++;
        }
        Assert.That(steps, Is.LessThan(50_000 * 3), "chains are short");
        Assert.That(table.Find(Address(50_001, changing)), Is.EqualTo(-1));
        for (int i = 49_999; i >= 100; i--) table.RemoveLast();
        Assert.That((table.Find(Address(100, changing)), table.Find(Address(99, changing)), table.Count), Is.EqualTo((-1, 99, 100)));
    }

    [Test]
    public void A_list_in_pieces_grows_shrinks_and_forgets()
    {
        Chunks<int> list = new(6);
        for (int i = 0; i < 1000; i++) Assert.That(list.Add(i), Is.EqualTo(i));
        list.Truncate(70);
        for (int i = 70; i < 200; i++) list.Add(-i);
        Assert.That(Enumerable.Range(0, list.Count).Select(i => list[i]), Is.EqualTo(Enumerable.Range(0, 200).Select(static i => i < 70 ? i : -i)));
        list.Truncate(3);
        list.Reserve(5000);
        Assert.That((list.Count, list[2]), Is.EqualTo((3, 2)));
    }

    [Test]
    public void Terms_find_their_rows_the_newest_first_and_go_with_the_last()
    {
        TermIndex index = new();
        Chunks<MemoryRow> rows = new();
        for (int i = 0; i < 1000; i++)
        {
            rows.Add(default);
            index.Add(1, i);
            index.Add(1, i); // twice in one grain
            if (i % 2 == 0) index.Add(2, i);
            index.Add(100 + (uint)i, i);
        }
        Assert.That(RowsOf(index, 1), Is.EqualTo(Enumerable.Range(0, 1000).Reverse()));
        Assert.That((index.Count(2), index.Count(100), index.Count(3), index.Terms), Is.EqualTo((500, 1, 0, 1002)));
        index.RemoveNewest(1, 999);
        index.RemoveNewest(1, 5); // not the newest
        Assert.That(index.Count(1), Is.EqualTo(999));
        for (int i = 0; i < 1000; i++)
        {
            if (i != 4 && i != 500) rows[i].Flags = RowFlags.Removed;
        }
        foreach (uint term in (uint[])[1, 2, .. Enumerable.Range(100, 1000).Select(static i => (uint)i)]) index.Filter(term, rows);
        Assert.That(RowsOf(index, 1), Is.EqualTo(new[] { 500, 4 }));
        Assert.That(RowsOf(index, 2), Is.EqualTo(new[] { 500, 4 }));
        Assert.That((index.Terms, index.Postings), Is.EqualTo((4, 4)));
        rows[4].Flags = rows[500].Flags = RowFlags.Removed;
        index.Sweep(rows);
        Assert.That((index.Terms, index.Postings, index.Count(1)), Is.EqualTo((0, 0, 0)));
        index.Add(7, 3);
        Assert.That(RowsOf(index, 7), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void Bytes_that_are_erased_are_overwritten_and_poor_slabs_are_moved_together()
    {
        BlobArena arena = new();
        Chunks<MemoryRow> rows = new();
        byte[] bytes = new byte[300];
        for (int i = 0; i < 20_000; i++)
        {
            bytes.AsSpan().Fill((byte)i);
            arena.Reserve(bytes.Length);
            (int slab, int offset) = arena.Write(i, bytes);
            rows.Add(new() { Slab = slab, Offset = offset, Length = bytes.Length });
        }
        for (int i = 0; i < 20_000; i++)
        {
            if (i % 3 == 0) continue;
            MemoryRow row = rows[i];
            arena.Erase(row.Slab, row.Offset, row.Length);
            rows[i] = default;
            arena.Tidy(row.Slab, rows);
        }
        Assert.That(arena.LiveBytes, Is.EqualTo(300 * 6667));
        Assert.That(arena.Capacity, Is.LessThan(6667 * 308 * 3 / 2 + (2 << 20)));
        for (int i = 0; i < 20_000; i += 3)
            Assert.That(arena.Read(rows[i].Slab, rows[i].Offset, 300).IndexOfAnyExcept((byte)i), Is.EqualTo(-1));
        arena.Reserve(5 << 20);
        Assert.That(arena.Write(1, new byte[5 << 20]).Offset, Is.EqualTo(8), "a large one has a slab of its own");
    }

    private static List<int> RowsOf(TermIndex index, uint term)
    {
        List<int> rows = [];
        TermIndex.Cursor cursor = index.RowsOf(term);
        while (cursor.MoveNext()) rows.Add(cursor.Current);
        return rows;
    }

    /// <summary>Addresses as somebody who looks for collisions would choose them.</summary>
    private static ContentAddress Address(int number, int changing)
    {
        byte[] bytes = new byte[32];
        bytes.AsSpan().Fill(0xa5);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(changing), number);
        return new(bytes);
    }
}
