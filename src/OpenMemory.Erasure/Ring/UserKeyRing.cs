namespace OpenMemory.Erasure;

/// <summary>
/// Seals grains under a key for each user and opens them again, until the user's key is destroyed: then nothing opens them, in no copy
/// of any file (§20.3, R-51). Safe to use from several threads.
/// </summary>
public sealed class UserKeyRing : IDisposable
{
    /// <summary>Makes a ring. The caller keeps and disposes of both parts.</summary>
    /// <param name="masterKeys">The master keys; at least one.</param>
    /// <param name="salts">The salts of the users.</param>
    /// <param name="options">How the ring works.</param>
    /// <exception cref="InvalidOperationException">There is no master key.</exception>
    public UserKeyRing(MasterKeySet masterKeys, IUserSaltStore salts, UserKeyRingOptions? options = null) => throw new NotSupportedException();

    /// <summary>The user's blind-index token under the newest master key: what sealed grains carry, and what they can be found by.</summary>
    public BlindToken GetToken(string userId) => throw new NotSupportedException();

    /// <summary>The user's tokens under every version of the master key, the newest first.</summary>
    public IReadOnlyList<UserSaltName> GetNames(string userId) => throw new NotSupportedException();

    /// <summary>Whether the user has a key, has none yet, or had one that was destroyed.</summary>
    public UserSaltState GetState(string userId) => throw new NotSupportedException();

    /// <summary>Makes keys for users who have none, in one step of the store: what is faster than doing it one by one when sealing.</summary>
    /// <returns>How many were made.</returns>
    public int CreateKeys(IEnumerable<string> userIds) => throw new NotSupportedException();

    /// <summary>Gives a user a new key after the old one was destroyed. What was sealed before stays unreadable.</summary>
    public void RekeyDestroyedUser(string userId) => throw new NotSupportedException();

    /// <summary>Seals a grain.</summary>
    public GrainBlob Seal(string userId, GrainBlob grain, SealOptions options = default) => throw new NotSupportedException();

    /// <summary>Seals a blob or an envelope.</summary>
    public GrainBlob Seal(string userId, ReadOnlySpan<byte> blob, SealOptions options = default) => throw new NotSupportedException();

    /// <summary>Seals into a caller's buffer; returns the length.</summary>
    public int Seal(string userId, ReadOnlySpan<byte> blob, Span<byte> destination, SealOptions options = default) => throw new NotSupportedException();

    /// <summary>The length of the sealed grain at most.</summary>
    public static int GetMaxSealedLength(int blobLength) => throw new NotSupportedException();

    /// <summary>Opens a sealed grain.</summary>
    public GrainBlob Open(string userId, ReadOnlySpan<byte> sealedGrain, GrainReadOptions options = default) => throw new NotSupportedException();

    /// <summary>Opens a sealed grain without throwing.</summary>
    public bool TryOpen(string userId, ReadOnlySpan<byte> sealedGrain, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GrainBlob? grain, out OmsFault fault, GrainReadOptions options = default) => throw new NotSupportedException();

    /// <summary>Opens into a caller's buffer, without looking at what it opened; returns the length.</summary>
    public int Open(string userId, ReadOnlySpan<byte> sealedGrain, Span<byte> destination) => throw new NotSupportedException();

    /// <summary>Seals again under the newest master key.</summary>
    public GrainBlob Reseal(string userId, ReadOnlySpan<byte> sealedGrain) => throw new NotSupportedException();

    /// <summary>Destroys the user's key for good.</summary>
    public ErasureReceipt Destroy(string userId) => throw new NotSupportedException();

    /// <summary>Wipes the keys that are ready.</summary>
    public void Dispose() => throw new NotSupportedException();
}
