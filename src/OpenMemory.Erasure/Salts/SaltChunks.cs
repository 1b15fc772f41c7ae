using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Entries at places in memory that never change, so that overwriting one leaves no copy of it behind. Readers may read the entries
/// below <see cref="Count"/> while one writer prepares others behind them.
/// </summary>
internal sealed class SaltChunks
{
    internal const int RecordsPerChunk = 256, ChunkBytes = RecordsPerChunk * SaltRecord.SizeInBytes;

    private byte[][] _chunks = new byte[1][];
    private int _made;

    /// <summary>How many entries there are.</summary>
    internal int Count { get; set; }

    /// <summary>The chunks as they stand in memory, for tests that look for a secret.</summary>
    internal IEnumerable<byte[]> All => _chunks.Take(_made);

    /// <summary>One entry.</summary>
    internal Span<byte> this[int index] => _chunks[index / RecordsPerChunk].AsSpan(index % RecordsPerChunk * SaltRecord.SizeInBytes, SaltRecord.SizeInBytes);

    /// <summary>The entries of one chunk that are among the first <paramref name="count"/> of all.</summary>
    internal Span<byte> GetChunk(int chunk, int count) =>
        _chunks[chunk].AsSpan(0, Math.Min(RecordsPerChunk, count - (chunk * RecordsPerChunk)) * SaltRecord.SizeInBytes);

    /// <summary>Makes room for an entry.</summary>
    internal void Reserve(int index)
    {
        if (index / RecordsPerChunk < _made) return;
        if (_made == _chunks.Length)
        {
            byte[][] longer = new byte[2 * _made][];
            _chunks.CopyTo(longer, 0);
            _chunks = longer;
        }
        _chunks[_made++] = GC.AllocateArray<byte>(ChunkBytes, pinned: true);
    }

    /// <summary>Wipes the entries from one to before another.</summary>
    internal void Wipe(int from, int to)
    {
        for (int i = from; i < to; i++) CryptographicOperations.ZeroMemory(this[i]);
    }

    /// <summary>Wipes everything.</summary>
    internal void Wipe()
    {
        foreach (byte[] chunk in All) CryptographicOperations.ZeroMemory(chunk);
    }
}
