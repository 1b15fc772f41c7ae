using System.Security.Cryptography;

namespace OpenMemory.Erasure;

internal sealed partial class UserKeys
{
    private readonly HashSet<ReadyKey> _lent = []; // by reference; whatever wipes the keys that are ready wipes these

    /// <summary>Derives the key of one attachment and remembers it, until it is returned, as one that destroying wipes.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version of the master key.</param>
    /// <param name="create">Whether a user without a salt gets one.</param>
    /// <param name="address">The address of the attachment.</param>
    /// <param name="key">The key, or null; to be returned.</param>
    /// <param name="keyHash">The key's hash, by which it is known again; it gives nothing away.</param>
    /// <returns>What there is: only an active one has a key.</returns>
    internal UserSaltState Lend(string userId, uint version, bool create, ContentAddress address, out ReadyKey? key, out ContentAddress keyHash)
    {
        (key, keyHash) = (null, default);
        Span<byte> keys = stackalloc byte[2 * KeyDerivation.KeyBytes];
        Span<byte> userKey = keys[..KeyDerivation.KeyBytes], blobKey = keys[KeyDerivation.KeyBytes..];
        lock (_gate)
        {
            try
            {
                if (_generation != salts.Generation) Forget();
                long now = _isMortal ? options.Clock.GetTimestamp() : 0;
                UserSaltState state = Derive(userId, version, create, userKey, out UserSaltName name);
                if (state != UserSaltState.Active) return state;
                KeyDerivation.DeriveBlobKey(userKey, address, blobKey);
                keyHash = ContentAddress.Compute(blobKey);
                _lent.Add(key = new(userId, name, blobKey, now));
                return state;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(keys);
            }
        }
    }

    /// <summary>Whether a key may still be used without looking its salt up again.</summary>
    internal bool IsCurrent(ReadyKey key) => !key.IsWiped && Volatile.Read(ref _generation) == salts.Generation && !IsOld(key);

    /// <summary>Wipes a key that was lent.</summary>
    internal void Return(ReadyKey key)
    {
        lock (_gate) _lent.Remove(key);
        key.Dispose();
    }

    private void WipeLent()
    {
        foreach (ReadyKey key in _lent) key.Dispose();
        _lent.Clear();
    }
}
