namespace OpenMemory.Signing;

/// <summary>
/// The did:key signers that were seen last, so that a grain's signer is not decoded for each grain. Every name has one place, which the
/// last that falls on it takes: a stream of names without end stays within this many, and readers wait for nobody.
/// </summary>
internal sealed class RecentKeys
{
    private const int Places = 256, MaxLength = 256;

    private readonly Entry?[] _entries = new Entry?[Places];

    internal KeyResolution? Find(string keyId)
    {
        Entry? entry = Volatile.Read(ref PlaceOf(keyId));
        return entry is not null && entry.KeyId == keyId ? entry.Resolution : null;
    }

    internal void Add(string keyId, KeyResolution resolution)
    {
        if (keyId.Length <= MaxLength) Volatile.Write(ref PlaceOf(keyId), new(keyId, resolution));
    }

    private ref Entry? PlaceOf(string keyId) => ref _entries[(uint)keyId.GetHashCode(StringComparison.Ordinal) % Places];

    private sealed record Entry(string KeyId, KeyResolution Resolution);
}
