using System.Runtime.InteropServices;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// The newest grains of each word of a search, up to <see cref="Depth"/> of them: of a word that fewer have, all. All work is bounded by
/// that, however many grains have a word.
/// </summary>
internal sealed class WordLists
{
    /// <summary>How many grains a search looks at for its text, and how many for its vector.</summary>
    internal const int Depth = 10_000;

    /// <summary>How many arrivals are asked whether they have several words of which each is one of many grains.</summary>
    internal const int Window = 1_000_000;

    private readonly Connection _connection;
    private readonly ShelfRange _shelves;
    private readonly string[] _words;
    private readonly long[][] _lists;
    private readonly int[] _rarestFirst;
    private readonly int _complete; // how many of these are complete
    private readonly long _newest;

    internal WordLists(Connection connection, ShelfRange shelves, SearchWords words)
    {
        (_connection, _shelves) = (connection, shelves);
        _words = new string[words.Count];
        _lists = new long[words.Count][];
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] = WordIndex.Quoted(words[i]);
            _lists[i] = WordIndex.Find(connection, shelves, _words[i], 0, long.MaxValue, Depth + 1);
        }
        _rarestFirst = [.. Enumerable.Range(0, _words.Length).OrderBy(i => _lists[i].Length)];
        _complete = _lists.Count(static list => list.Length <= Depth);
        _newest = connection.ReadInt64("SELECT max(id) FROM grains") ?? 0;
    }

    /// <summary>Whether every grain of every word is here.</summary>
    internal bool AreComplete => _complete == _words.Length;

    /// <summary>
    /// The newest grains that have all words, where each word is one of many grains; none where one is rare, since its grains are all among
    /// the <see cref="Candidates"/>.
    /// </summary>
    internal long[] HavingAll()
    {
        if (_words.Length < 2 || _complete > 0) return [];
        return WordIndex.Find(_connection, _shelves, string.Join(" AND ", _words), _newest - Window, long.MaxValue, Depth);
    }

    /// <summary>
    /// Grains with all of their words as bits: those that are given, then those of the rarest word, of the next one, and so on, until there
    /// are <see cref="Depth"/>. A word whose grains fit has all of them here.
    /// </summary>
    internal Dictionary<long, ulong> Candidates(ReadOnlySpan<long> havingAll)
    {
        Dictionary<long, ulong> candidates = [];
        ulong all = ulong.MaxValue >> (SearchWords.MaxWords - _words.Length);
        foreach (long id in havingAll) candidates.Add(id, all);
        bool hasRoom = true;
        for (int i = 0; i < _rarestFirst.Length; i++)
        {
            if (i == _complete) hasRoom = candidates.Count < Depth;
            foreach (long id in _lists[_rarestFirst[i]]) Mark(candidates, id, _rarestFirst[i], mayAdd: candidates.Count < Depth);
        }
        // A word that more grains have is known so far of the newest ones of its list; of older candidates it is asked through the words
        // by which they became candidates.
        string complete = string.Join(" OR ", _rarestFirst.Take(_complete).Select(word => _words[word]));
        for (int i = _complete; i < _rarestFirst.Length; i++)
        {
            int word = _rarestFirst[i], last = _rarestFirst[_complete];
            if (complete.Length > 0) MarkOlder(candidates, word, complete, 0);
            if (hasRoom && word != last) MarkOlder(candidates, word, _words[last], _lists[last][^1] - 1);
        }
        return candidates;
    }

    /// <summary>
    /// What each word weighs. How many grains have a word of which not all are here is told by how close together the newest of them stand.
    /// </summary>
    internal double[] Weights()
    {
        long searched = WordIndex.Count(_connection, _shelves);
        long[] having = new long[_words.Length];
        for (int i = 0; i < having.Length; i++)
        {
            long[] list = _lists[i];
            double share = list.Length <= Depth ? 1 : (_newest - list[^1] + 1) / (double)_newest;
            having[i] = Math.Max(list.Length, Math.Min(searched, (long)(list.Length / share)));
            searched = Math.Max(searched, having[i]);
        }
        return SearchWords.Weights(searched, having);
    }

    private void MarkOlder(Dictionary<long, ulong> candidates, int word, string through, long above)
    {
        foreach (long id in WordIndex.Find(_connection, _shelves, $"{_words[word]} AND ({through})", above, _lists[word][^1], int.MaxValue))
            Mark(candidates, id, word, mayAdd: false);
    }

    private static void Mark(Dictionary<long, ulong> candidates, long id, int word, bool mayAdd)
    {
        if (mayAdd) CollectionsMarshal.GetValueRefOrAddDefault(candidates, id, out _) |= 1UL << word;
        else if (candidates.TryGetValue(id, out ulong words)) candidates[id] = words | (1UL << word);
    }
}
