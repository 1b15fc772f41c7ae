using OpenMemory.Erasure;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>The salt of a row, as a store that knows one user and learns nothing.</summary>
internal sealed class GivenSalt(UserSaltName name, byte[] salt) : IUserSaltStore
{
    public long Generation => 0;

    public IReadOnlyCollection<uint> MasterKeyVersions => [name.MasterKeyVersion];

    public IReadOnlyList<ErasureReceipt> Receipts => [];

    public UserSaltState Find(in UserSaltName wanted, Span<byte> found)
    {
        if (wanted != name) return UserSaltState.None;
        salt.CopyTo(found);
        return UserSaltState.Active;
    }

    public void GetOrAdd(ReadOnlySpan<UserSaltName> names, Span<byte> salts, Span<UserSaltState> states, bool replaceTombstones = false) =>
        throw new NotSupportedException("The row has one user.");

    public ErasureReceipt Destroy(ReadOnlySpan<UserSaltName> names, EpochMilliseconds time) => throw new NotSupportedException("A row is not changed.");
}
