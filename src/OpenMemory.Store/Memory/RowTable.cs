using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

/// <summary>
/// The rows by their addresses: a table of chains through the rows themselves, four to eight bytes a grain. Addresses hash with a secret
/// of the process, so that nobody can choose grains that share a chain.
/// </summary>
internal sealed class RowTable
{
    private int[] _buckets = NewBuckets(16);

    /// <summary>The rows by number, in the order in which they came.</summary>
    internal Chunks<MemoryRow> Rows { get; } = new(13);

    internal int Count => Rows.Count;

    /// <summary>The row of an address, also of a grain that was removed; -1 for none.</summary>
    internal int Find(in ContentAddress address)
    {
        for (int row = _buckets[BucketOf(address)]; row >= 0;)
        {
            ref MemoryRow at = ref Rows[row];
            if (at.Address == address) return row;
            row = at.Next;
        }
        return -1;
    }

    /// <summary>Makes room, after which one <see cref="Add"/> cannot fail.</summary>
    internal void Reserve()
    {
        Rows.Reserve();
        if (Rows.Count >= _buckets.Length) Grow();
    }

    /// <summary>Appends a row whose address is not here.</summary>
    /// <returns>Its number.</returns>
    internal int Add(in MemoryRow row)
    {
        Reserve();
        int number = Rows.Count;
        ref MemoryRow place = ref Rows.Add(row);
        ref int bucket = ref _buckets[BucketOf(place.Address)];
        place.Next = bucket;
        bucket = number;
        return number;
    }

    /// <summary>Takes the last row away.</summary>
    internal void RemoveLast()
    {
        int number = Rows.Count - 1;
        ref int link = ref _buckets[BucketOf(Rows[number].Address)];
        while (link != number) link = ref Rows[link].Next;
        link = Rows[number].Next;
        Rows.Truncate(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(in ContentAddress address) => address.GetHashCode() & (_buckets.Length - 1);

    private void Grow()
    {
        _buckets = NewBuckets(2 * _buckets.Length);
        for (int number = 0; number < Rows.Count; number++)
        {
            ref MemoryRow row = ref Rows[number];
            ref int bucket = ref _buckets[BucketOf(row.Address)];
            row.Next = bucket;
            bucket = number;
        }
    }

    private static int[] NewBuckets(int size)
    {
        int[] buckets = new int[size];
        Array.Fill(buckets, -1);
        return buckets;
    }
}
