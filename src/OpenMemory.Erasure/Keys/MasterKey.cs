namespace OpenMemory.Erasure;

/// <summary>One version of the master key, and the index of user ids under it.</summary>
internal sealed class MasterKey : IDisposable
{
    private readonly SecretBytes _key;
    private readonly BlindIndex _users;

    internal MasterKey(uint version, ReadOnlySpan<byte> key)
    {
        Version = version;
        _key = new(key);
        _users = new(key);
        BlindToken check = default;
        KeyDerivation.DeriveKeyCheck(key, check);
        Check = new(version, check);
    }

    internal uint Version { get; }

    internal MasterKeyCheck Check { get; }

    /// <summary>The name under which a user's salt is kept for this version.</summary>
    /// <exception cref="OmsException">No key can be derived for the user id.</exception>
    internal UserSaltName NameOf(string userId)
    {
        KeyDerivation.RequireDerivable(userId);
        return new(_users.Compute(userId), Version);
    }

    /// <summary>Derives the key of a user.</summary>
    internal void DeriveUserKey(string userId, ReadOnlySpan<byte> salt, Span<byte> key) =>
        _key.Use(new Work { UserId = userId, Salt = salt, UserKey = key }, static (master, work) => KeyDerivation.DeriveUserKey(master, work.Salt, work.UserId, work.UserKey));

    /// <summary>Makes the index of another field under this version.</summary>
    internal BlindIndex CreateIndex(string field)
    {
        BlindIndex? index = null;
        _key.Use(field, (master, field) => index = new(master, field));
        return index!;
    }

    public void Dispose()
    {
        _key.Dispose();
        _users.Dispose();
    }

    private ref struct Work
    {
        internal string UserId;
        internal ReadOnlySpan<byte> Salt;
        internal Span<byte> UserKey;
    }
}
