namespace OpenMemory.Store;

/// <summary>Access counters by row, in pieces that exist only where something was read.</summary>
internal sealed class AccessCounters
{
    private const int Shift = 10;

    private readonly List<AccessCounter[]?> _chunks = [];

    /// <summary>A counter to be changed.</summary>
    internal ref AccessCounter this[int row]
    {
        get
        {
            int chunk = row >> Shift;
            while (_chunks.Count <= chunk) _chunks.Add(null);
            return ref (_chunks[chunk] ??= new AccessCounter[1 << Shift])[row & ((1 << Shift) - 1)];
        }
    }

    /// <summary>What a counter says.</summary>
    internal AccessCounter Read(int row) =>
        row >> Shift < _chunks.Count && _chunks[row >> Shift] is { } chunk ? chunk[row & ((1 << Shift) - 1)] : default;

    /// <summary>Sets a counter; nothing is made for one that says nothing. Cannot fail where it was set before.</summary>
    internal void Write(int row, AccessCounter counter)
    {
        if (counter is { Count: 0, Last: 0 } && Read(row) is { Count: 0, Last: 0 }) return;
        this[row] = counter;
    }
}
