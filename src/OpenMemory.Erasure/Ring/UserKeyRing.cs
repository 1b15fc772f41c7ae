using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Erasure;

/// <summary>
/// Seals grains under a key for each user and opens them again, until the user's key is destroyed: then nothing opens them, in no copy
/// of any file (§20.3, R-51). Safe to use from several threads.
/// </summary>
/// <remarks>
/// A user's key is derived from a master key, the user id and the user's own random salt. User ids are compared after normalization
/// (NFC), and case matters. Keys are made when something is first sealed for a user; <see cref="CreateKeys"/> makes many at once.
/// Methods that take a user id throw <see cref="ArgumentException"/> for an empty one, and let an <see cref="IOException"/> of the store
/// of salts pass. Where a name or key of the user is needed, which for bytes that cannot open anyway it is not, they throw
/// <see cref="OmsException"/> for an id that is no Unicode text (<c>ERR_CORRUPT</c>) or too long (<c>ERR_RANGE</c>), and
/// <see cref="ObjectDisposedException"/> when the keys were disposed of. Whatever has to make a key throws <see cref="InvalidOperationException"/> where the
/// store has salts under a master key that is not here: the user may have been destroyed under it.
/// </remarks>
public sealed partial class UserKeyRing : IDisposable
{
    private readonly MasterKeySet _masters;
    private readonly IUserSaltStore _salts;
    private readonly UserKeyRingOptions _options;
    private readonly UserKeys _keys;
    private readonly IMgCodec[] _codecs;

    /// <summary>Makes a ring. The caller keeps and disposes of both parts.</summary>
    /// <param name="masterKeys">The master keys; at least one. Keep every version under which there are salts.</param>
    /// <param name="salts">The salts of the users.</param>
    /// <param name="options">How the ring works.</param>
    /// <exception cref="InvalidOperationException">There is no master key.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public UserKeyRing(MasterKeySet masterKeys, IUserSaltStore salts, UserKeyRingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(masterKeys);
        ArgumentNullException.ThrowIfNull(salts);
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxReadyKeys, 1, nameof(options));
        if (_options.KeyLifetime != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(_options.KeyLifetime, TimeSpan.Zero, nameof(options));
        _ = masterKeys.Newest;
        _masters = masterKeys;
        _salts = salts;
        _codecs = _options.Codec is null ? [] : [_options.Codec];
        _keys = new(masterKeys, salts, _options);
    }

    /// <summary>
    /// Checks that the master keys are those under which there are salts, as everything does that makes or destroys keys; worth doing
    /// when a host starts.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store has salts under a master key that is not here, or under another one of the same version.</exception>
    public void RequireMasterKeys() => _keys.RequireMasterKeys();

    /// <summary>All receipts of the store of salts, in the order of their numbers.</summary>
    public IReadOnlyList<ErasureReceipt> Receipts => _salts.Receipts;

    /// <summary>The keys, for what else is sealed under them.</summary>
    internal UserKeys Keys => _keys;

    internal uint NewestMasterKeyVersion => _masters.Newest;

    internal NonceSource Nonces { get; init; } = new();

    /// <summary>The user's blind-index token under the newest master key: what new sealed grains carry, and are found by.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>The token; any user has one, with a key or without.</returns>
    public BlindToken GetToken(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return _masters.Keys[0].NameOf(userId).Token;
    }

    /// <summary>The user's tokens under every version of the master key, the newest first: what any sealed grain of the user carries.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>A token and a version each.</returns>
    public IReadOnlyList<UserSaltName> GetNames(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return _keys.NamesOf(userId);
    }

    /// <summary>
    /// Makes the index of another field's values under the newest master key. Such tokens are not erased with a user.
    /// </summary>
    /// <param name="field">The full name of the field, for example <c>subject</c>.</param>
    /// <returns>The index; to be disposed.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the field name is no Unicode text; <c>ERR_RANGE</c>: it is longer than <see cref="KeyDerivation.MaxTextBytes"/>.</exception>
    public BlindIndex CreateIndex(string field) => _masters.Keys[0].CreateIndex(field);

    /// <summary>
    /// A token of a plaintext's address under the user's key: what a store keeps beside a sealed grain to find out that it has the
    /// plaintext already (§20.2), and what nobody can compute, nor test a guess against, once the user is erased.
    /// </summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <returns>The token; another one after the master key was rotated.</returns>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    public BlindToken GetDedupToken(string userId, ContentAddress address)
    {
        Span<byte> key = stackalloc byte[KeyDerivation.KeyBytes], bytes = stackalloc byte[ContentAddress.SizeInBytes];
        address.CopyTo(bytes);
        BlindToken token = default;
        try
        {
            RequireActive(_keys.Derive(userId, _masters.Newest, create: true, key, out _));
            KeyDerivation.DeriveDedupKey(key, key);
            HMACSHA256.HashData(key, bytes, token);
            return token;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Whether the user has a key, never had one, or had one that was destroyed.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>The state.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="RequireMasterKeys"/>: nobody can tell.</exception>
    public UserSaltState GetState(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        _keys.RequireMasterKeys();
        return _keys.StateOf(userId);
    }

    /// <summary>
    /// Makes keys for users who never had one, all in one step of the store, which is faster than one by one. Users who were destroyed
    /// stay so.
    /// </summary>
    /// <param name="userIds">The users.</param>
    /// <returns>How many keys were made.</returns>
    /// <exception cref="InvalidOperationException">The store has salts under a master key that is not here.</exception>
    public int CreateKeys(IEnumerable<string> userIds)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return _keys.Create(userIds);
    }

    /// <summary>Gives a user a new key after the old one was destroyed. What was sealed before stays unreadable for good.</summary>
    /// <param name="userId">The user.</param>
    /// <exception cref="InvalidOperationException">
    /// The user's key was not destroyed; or the store has salts under a master key that is not here.
    /// </exception>
    public void RekeyDestroyedUser(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        _keys.Rekey(userId);
    }

    /// <summary>
    /// Destroys the user's keys under every version of the master key, for good: no sealed grain and no sealed attachment of the user
    /// opens any more, wherever copies of them are (OMS-20.3-2), as long as no backup of the salts is put back. The user gets no new key
    /// unless <see cref="RekeyDestroyedUser"/> is called. Doing it again changes nothing and returns the same receipt; after the master
    /// key was rotated it adds one of 0 salts. A receipt of 0 salts where there should have been one means another user id.
    /// </summary>
    /// <param name="userId">The user; one without a key is destroyed too, so that none can be made later.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="OmsException"><c>ERR_INVALIDATION_DENIED</c>: <see cref="UserKeyRingOptions.IsHeld"/> says that a grain of the user is under a legal hold.</exception>
    /// <exception cref="InvalidOperationException">
    /// The store has salts under a master key that is not here, so that not all of the user's would be found. Nothing was destroyed; or,
    /// where another process began to use that key at this moment, all but what is under it: destroy again with it.
    /// </exception>
    public ErasureReceipt Destroy(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (IsHeld(userId))
            throw new OmsException(new(OmsErrorCode.InvalidationDenied, "OMS-23.2-3", "A grain of the user is under a legal hold"));
        return _keys.Destroy(userId);
    }

    /// <summary>Wipes the keys that are ready.</summary>
    public void Dispose() => _keys.Dispose();

    /// <summary>Asks for the spelling that was given and for the one that grains have: to the ring they are one user.</summary>
    private bool IsHeld(string userId)
    {
        if (_options.IsHeld is not { } isHeld) return false;
        if (isHeld(userId)) return true;
        using NormalizedText text = new(userId);
        string normalized = Encoding.UTF8.GetString(text.Utf8);
        return normalized != userId && isHeld(normalized);
    }

    internal static void RequireActive(UserSaltState state)
    {
        if (state == UserSaltState.Destroyed) throw new UserKeyDestroyedException();
        if (state != UserSaltState.Active) throw new InvalidOperationException("The store of salts made none.");
    }
}
