using System.Collections;

namespace OpenMemory.Store;

/// <summary>The entries of one file's manifest, and which of them may count: those of grains of the same file that the store holds now .</summary>
internal sealed class ManifestEntries
{
    private readonly KeyValuePair<ContentAddress, IndexState>[] _entries; // ascending
    private readonly BitArray _isSeen, _isTaken;

    internal ManifestEntries(IndexManifest? manifest)
    {
        _entries = manifest is null ? [] : [.. manifest];
        _isSeen = new(_entries.Length);
        _isTaken = new(_entries.Length);
    }

    internal int Count => _entries.Length;

    /// <summary>The state that is said of a grain.</summary>
    internal IndexState StateOf(in ContentAddress address) => Find(address) is >= 0 and int at ? _entries[at].Value : IndexState.Default;

    /// <summary>Notes that the file holds a grain.</summary>
    internal void See(in ContentAddress address, bool isTaken)
    {
        if (_entries.Length == 0 || Find(address) is not (>= 0 and int at)) return;
        _isSeen[at] = true;
        if (isTaken) _isTaken[at] = true;
    }

    /// <summary>The entries that may count, by ascending address.</summary>
    internal IEnumerable<IndexStatement> Taken()
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (_isTaken[i]) yield return new(_entries[i].Key, _entries[i].Value);
        }
    }

    /// <summary>The grains of entries that the file does not hold.</summary>
    internal IEnumerable<ContentAddress> Strangers()
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (!_isSeen[i]) yield return _entries[i].Key;
        }
    }

    private int Find(in ContentAddress address)
    {
        int low = 0, high = _entries.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) >> 1), order = _entries[middle].Key.CompareTo(address);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
