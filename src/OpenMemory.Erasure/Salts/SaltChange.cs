using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// What one call wants to change: new entries, which stand behind the others already, and new bytes for entries that are there. Nobody
/// sees it before it is applied; without that, nothing of it stays.
/// </summary>
internal sealed class SaltChange(SaltChunks chunks, Dictionary<UserSaltName, int> index) : IDisposable
{
    private readonly int _before = chunks.Count;

    /// <summary>The new names and where they stand.</summary>
    internal Dictionary<UserSaltName, int> Added { get; } = [];

    /// <summary>New bytes of entries that are there, by their place.</summary>
    internal SortedList<int, byte[]> Edits { get; } = [];

    /// <summary>New checks of master keys, by their versions.</summary>
    internal SortedDictionary<uint, BlindToken> Checks { get; } = [];

    /// <summary>The new receipt.</summary>
    internal ErasureReceipt? Receipt { get; set; }

    /// <summary>How many entries there will be.</summary>
    internal int Count => _before + Added.Count;

    internal bool IsEmpty => Added.Count == 0 && Edits.Count == 0 && Checks.Count == 0;

    /// <summary>What there will be under a name.</summary>
    internal UserSaltState StateOf(in UserSaltName name)
    {
        if (Added.TryGetValue(name, out int place)) return SaltRecord.StateOf(chunks[place]);
        if (!index.TryGetValue(name, out place)) return UserSaltState.None;
        return SaltRecord.StateOf(Edits.TryGetValue(place, out byte[]? edit) ? edit : chunks[place]);
    }

    /// <summary>Puts a salt, or where it is empty a tombstone, under a name that is not new in this change.</summary>
    internal void Set(in UserSaltName name, EpochMilliseconds time, ReadOnlySpan<byte> salt)
    {
        if (index.TryGetValue(name, out int place))
        {
            byte[] edit = GC.AllocateArray<byte>(SaltRecord.SizeInBytes, pinned: true);
            SaltRecord.Write(edit, name, time, salt);
            Edits.Add(place, edit);
            return;
        }
        place = Count;
        chunks.Reserve(place);
        SaltRecord.Write(chunks[place], name, time, salt);
        Added.Add(name, place);
    }

    /// <summary>Makes the change visible. The caller keeps readers away.</summary>
    internal void Apply()
    {
        foreach ((int place, byte[] edit) in Edits) edit.CopyTo(chunks[place]);
        foreach ((UserSaltName name, int place) in Added) index.Add(name, place);
        chunks.Count = Count;
    }

    public void Dispose()
    {
        foreach (byte[] edit in Edits.Values) CryptographicOperations.ZeroMemory(edit);
        chunks.Wipe(chunks.Count, Count);
    }
}
