using System.Collections.Concurrent;

namespace OpenMemory.Erasure;

/// <summary>
/// A bounded number of ready keys. Finding one takes no lock; whoever adds or removes holds the caller's. When it is full, the first
/// key that nobody used since the last round makes room.
/// </summary>
internal sealed class KeyCache(int capacity)
{
    private readonly ConcurrentDictionary<CacheKey, ReadyKey> _keys = new();
    private readonly List<ReadyKey> _slots = [];
    private int _hand;

    private readonly record struct CacheKey(string UserId, uint Version);

    internal int Count => _slots.Count;

    internal ReadyKey? Find(string userId, uint version)
    {
        if (!_keys.TryGetValue(new(userId, version), out ReadyKey? key)) return null;
        key.IsUsed = true;
        return key;
    }

    internal void Add(ReadyKey key)
    {
        while (_slots.Count >= capacity)
        {
            if (_hand >= _slots.Count) _hand = 0;
            ReadyKey candidate = _slots[_hand];
            if (candidate.IsUsed)
            {
                candidate.IsUsed = false;
                _hand++;
            }
            else Remove(candidate);
        }
        key.Slot = _slots.Count;
        _slots.Add(key);
        _keys[new(key.UserId, key.MasterKeyVersion)] = key;
    }

    internal void Remove(ReadyKey key)
    {
        _keys.TryRemove(new(key.UserId, key.MasterKeyVersion), out _);
        ReadyKey last = _slots[^1];
        _slots[key.Slot] = last;
        last.Slot = key.Slot;
        _slots.RemoveAt(_slots.Count - 1);
        key.Dispose();
    }

    internal void Clear()
    {
        _keys.Clear();
        foreach (ReadyKey key in _slots) key.Dispose();
        _slots.Clear();
        _hand = 0;
    }
}
