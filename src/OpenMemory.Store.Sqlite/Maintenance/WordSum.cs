namespace OpenMemory.Store.Sqlite;

/// <summary>
/// A sum over pairs of a word and a grain, in whatever order they come: two indexes with the same sum have the same pairs, up to one chance
/// in four thousand million that nobody can choose, because hashes are the process's own.
/// </summary>
internal sealed class WordSum
{
    private ulong _sum;

    internal long Count { get; private set; }

    internal void Add(ReadOnlySpan<byte> word, long id)
    {
        HashCode hash = default;
        hash.Add(id);
        hash.AddBytes(word);
        _sum += (uint)hash.ToHashCode();
        Count++;
    }

    internal bool Equals(WordSum other) => _sum == other._sum && Count == other.Count;
}
