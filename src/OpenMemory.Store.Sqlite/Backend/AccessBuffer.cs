namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Accesses that were counted and not written yet: the next writer takes them along, so that a read never waits for the disk. What a process
/// that dies had counted since is lost (OMS-22.10-2 lets a store sample).
/// </summary>
internal sealed class AccessBuffer
{
    /// <summary>How many grains may wait; beyond that somebody writes them.</summary>
    internal const int Capacity = 4096;

    private readonly Lock _lock = new();
    private Dictionary<ContentAddress, Access> _pending = new(2 * Capacity);

    internal bool IsEmpty => Volatile.Read(ref _pending).Count == 0;

    internal bool IsFull => Volatile.Read(ref _pending).Count >= Capacity;

    /// <summary>Whether so much waits that it must be given up where it cannot be written.</summary>
    internal bool IsOverfull => Volatile.Read(ref _pending).Count >= 8 * Capacity;

    internal void Count(ReadOnlySpan<ContentAddress> addresses, long at)
    {
        lock (_lock)
        {
            foreach (ref readonly ContentAddress address in addresses)
            {
                _pending.TryGetValue(address, out Access access);
                _pending[address] = new(access.Times + 1, Math.Max(access.Last ?? at, at));
            }
        }
    }

    /// <summary>What waits for a grain.</summary>
    internal Access Find(in ContentAddress address)
    {
        if (IsEmpty) return default;
        lock (_lock) return _pending.GetValueOrDefault(address);
    }

    /// <summary>What waits now; it goes on to be seen until it is <see cref="Done"/>.</summary>
    internal KeyValuePair<ContentAddress, Access>[] Peek()
    {
        lock (_lock) return [.. _pending];
    }

    /// <summary>Takes off what was written.</summary>
    internal void Done(KeyValuePair<ContentAddress, Access>[] written)
    {
        lock (_lock)
        {
            foreach ((ContentAddress address, Access access) in written)
            {
                if (!_pending.TryGetValue(address, out Access now)) continue; // it was left out meanwhile
                long left = now.Times - access.Times;
                if (left <= 0) _pending.Remove(address);
                else _pending[address] = now with { Times = left };
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        lock (_lock) _pending = new(2 * Capacity);
    }

    /// <summary>Accesses of one grain.</summary>
    internal readonly record struct Access(long Times, long? Last);
}
