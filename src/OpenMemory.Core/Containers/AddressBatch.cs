namespace OpenMemory;

/// <summary>The addresses of many elements that stand in one piece of memory, computed together; used again and again without allocating.</summary>
internal sealed class AddressBatch
{
    private Range[] _blobs = [];
    private ContentAddress[] _addresses = [];
    private int _count;

    /// <summary>The addresses that were computed last, in the order in which the elements were added.</summary>
    internal ReadOnlySpan<ContentAddress> Addresses => _addresses.AsSpan(0, _count);

    /// <summary>Begins anew.</summary>
    internal void Clear() => _count = 0;

    /// <summary>Adds an element: of an envelope, the blob inside counts; bytes without a grain have the address of themselves.</summary>
    /// <param name="bytes">The piece of memory.</param>
    /// <param name="start">Where the element begins in it.</param>
    /// <param name="end">Where it ends.</param>
    internal void Add(ReadOnlySpan<byte> bytes, int start, int end)
    {
        (int offset, int length) = MgElement.BlobIn(bytes[start..end]);
        start += offset;
        if (_count == _blobs.Length) Array.Resize(ref _blobs, Math.Max(16, 2 * _count));
        _blobs[_count++] = start..(start + length);
    }

    /// <summary>Computes the addresses of what was added.</summary>
    internal ReadOnlySpan<ContentAddress> Compute(ReadOnlySpan<byte> bytes)
    {
        if (_addresses.Length < _count) _addresses = new ContentAddress[_blobs.Length];
        ContentAddress.ComputeBatch(bytes, _blobs.AsSpan(0, _count), _addresses);
        return Addresses;
    }

    /// <summary>Computes the addresses of a run of grains.</summary>
    internal ReadOnlySpan<ContentAddress> Compute(GrainRun run, ReadOnlySpan<byte> bytes)
    {
        Clear();
        for (int i = 0; i < run.Count; i++) Add(bytes, run.StartOf(i), run.EndOf(i));
        return Compute(bytes);
    }
}
