using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Finds the key of a user: ready in the cache, or derived from master key and salt. Deriving and destroying exclude each other, so
/// no key becomes ready after its salt is gone.
/// </summary>
internal sealed partial class UserKeys(MasterKeySet masters, IUserSaltStore salts, UserKeyRingOptions options) : IDisposable
{
    private readonly KeyCache _cache = new(options.MaxReadyKeys);
    private readonly Lock _gate = new();
    private readonly bool _isMortal = options.KeyLifetime != Timeout.InfiniteTimeSpan;
    private long _generation = salts.Generation;
    private bool _isDisposed;

    /// <summary>The key of a user under a version of the master key.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version of the master key.</param>
    /// <param name="create">Whether a user without a salt gets one.</param>
    /// <param name="key">The key, or null.</param>
    /// <returns>What there is: only an active one has a key.</returns>
    internal UserSaltState Find(string userId, uint version, bool create, out ReadyKey? key)
    {
        key = Volatile.Read(ref _generation) == salts.Generation ? _cache.Find(userId, version) : null;
        if (key is not null && !IsOld(key)) return UserSaltState.Active;
        Span<byte> userKey = stackalloc byte[KeyDerivation.KeyBytes];
        lock (_gate)
        {
            try
            {
                if (_generation != salts.Generation) Forget();
                key = _cache.Find(userId, version);
                if (key is not null && !IsOld(key)) return UserSaltState.Active; // another thread was faster
                if (key is not null) _cache.Remove(key);
                key = null;
                long now = _isMortal ? options.Clock.GetTimestamp() : 0;
                UserSaltState state = Derive(userId, version, create, userKey, out UserSaltName name);
                if (state == UserSaltState.Active) _cache.Add(key = new(userId, name, userKey, now));
                return state;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(userKey);
            }
        }
    }

    /// <summary>Derives the key of a user; the caller wipes it.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version of the master key.</param>
    /// <param name="create">Whether a user without a salt gets one.</param>
    /// <param name="userKey">Receives the key; 32 bytes.</param>
    /// <param name="name">What the salt is kept under.</param>
    /// <returns>What there is: only an active one has a key.</returns>
    internal UserSaltState Derive(string userId, uint version, bool create, Span<byte> userKey, out UserSaltName name)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        name = default;
        Span<byte> salt = stackalloc byte[KeyDerivation.SaltBytes];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(UserKeyRing));
            try
            {
                if (masters.Find(version) is not { } master) return UserSaltState.None;
                name = master.NameOf(userId);
                UserSaltState state = salts.Find(name, salt);
                if (state == UserSaltState.None && create) state = Create(userId, name, salt);
                if (state != UserSaltState.Active) return state;
                if (!salt.ContainsAnyExcept((byte)0)) throw new InvalidOperationException("The store gave a salt of zeros, under which nothing could be erased.");
                master.DeriveUserKey(userId, salt, userKey);
                return state;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(salt);
            }
        }
    }

    /// <summary>The names of a user under every version, the newest first.</summary>
    internal UserSaltName[] NamesOf(string userId) => Array.ConvertAll(masters.Keys, key => key.NameOf(userId));

    /// <summary>The state of a user: what was said last under any version.</summary>
    internal UserSaltState StateOf(string userId)
    {
        Span<byte> salt = stackalloc byte[KeyDerivation.SaltBytes];
        try
        {
            foreach (MasterKey master in masters.Keys)
            {
                if (salts.Find(master.NameOf(userId), salt) is var state and not UserSaltState.None) return state;
            }
            return UserSaltState.None;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(salt);
        }
    }

    /// <summary>Gives salts to users who never had one; those who had are left alone.</summary>
    /// <returns>How many were given.</returns>
    internal int Create(IEnumerable<string> userIds)
    {
        string[] users = [.. userIds]; // before the lock: whoever counts them up may need others who use the ring
        lock (_gate)
        {
            MasterKey newest = PrepareChange();
            HashSet<UserSaltName> fresh = [];
            foreach (string userId in users)
            {
                ArgumentException.ThrowIfNullOrEmpty(userId, nameof(userIds));
                if (StateOf(userId) == UserSaltState.None) fresh.Add(newest.NameOf(userId));
            }
            Add([.. fresh], replaceTombstones: false);
            return fresh.Count;
        }
    }

    /// <summary>Gives a destroyed user a salt again.</summary>
    internal void Rekey(string userId)
    {
        lock (_gate)
        {
            MasterKey newest = PrepareChange();
            if (StateOf(userId) != UserSaltState.Destroyed) throw new InvalidOperationException("The user's key was not destroyed.");
            Add([newest.NameOf(userId)], replaceTombstones: true);
        }
    }

    internal ErasureReceipt Destroy(string userId)
    {
        lock (_gate)
        lock (masters.Gate) // under a key that is added meanwhile, another ring could give the user a salt that is not named here
        {
            PrepareChange();
            ErasureReceipt receipt = salts.Destroy(NamesOf(userId), EpochMilliseconds.Now(options.Clock));
            Forget();
            RequireMasterKeys(); // another ring may have added one, and under it a salt of this user, before the names were destroyed
            return receipt;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _cache.Clear();
            WipeLent();
        }
    }

    /// <summary>Makes the salt of a user who has none under the newest version.</summary>
    private UserSaltState Create(string userId, in UserSaltName name, Span<byte> salt)
    {
        PrepareChange();
        if (StateOf(userId) == UserSaltState.Destroyed) return UserSaltState.Destroyed;
        UserSaltState state = default;
        RandomNumberGenerator.Fill(salt);
        salts.GetOrAdd([name], salt, new(ref state));
        return state;
    }

    private void Add(UserSaltName[] names, bool replaceTombstones)
    {
        if (names.Length == 0) return;
        using SecretBytes fresh = new(names.Length * KeyDerivation.SaltBytes);
        RandomNumberGenerator.Fill(fresh.Writable);
        salts.GetOrAdd(names, fresh.Writable, new UserSaltState[names.Length], replaceTombstones);
    }

    /// <summary>
    /// Entries under a master key that is not here cannot be found: a destroyed user would be given a new key, and destroying would leave
    /// a salt behind (OMS-28.4.4-4).
    /// </summary>
    internal void RequireMasterKeys()
    {
        foreach (MasterKeyCheck check in salts.MasterKeyChecks)
        {
            if (masters.Find(check.MasterKeyVersion) is not { } master)
                throw new InvalidOperationException($"There are salts under version {check.MasterKeyVersion} of the master key, which is not here.");
            if (master.Check != check)
                throw new InvalidOperationException($"There are salts under another master key of version {check.MasterKeyVersion}.");
        }
    }

    /// <summary>Before anything changes under the versions that are here: all of them are the right ones, and stay known.</summary>
    /// <returns>The newest of them; one that is added from here on is for the next change.</returns>
    private MasterKey PrepareChange()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(UserKeyRing));
        MasterKey[] keys = masters.Keys;
        RequireMasterKeys();
        salts.AddMasterKeyChecks(Array.ConvertAll(keys, static key => key.Check));
        return keys[0];
    }

    private bool IsOld(ReadyKey key) => _isMortal && options.Clock.GetElapsedTime(key.Born) >= options.KeyLifetime;

    private void Forget()
    {
        _cache.Clear();
        WipeLent();
        Volatile.Write(ref _generation, salts.Generation);
    }
}
