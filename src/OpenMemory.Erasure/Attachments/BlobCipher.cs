using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Seals or opens the segments of one attachment, one after the other, under the attachment's own key (OMS-28.4.3-6). Destroying the
/// user's key wipes that key too, in the midst of the work.
/// </summary>
internal sealed class BlobCipher : IDisposable
{
    private readonly UserKeys _keys;
    private readonly string _userId;
    private readonly uint _version;
    private readonly ContentAddress _address;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _associated = new byte[SealedBlobLayout.AssociatedBytes];
    private ReadyKey? _key;
    private ContentAddress _keyHash;
    private uint _segment;

    private BlobCipher(UserKeys keys, string userId, uint version, ContentAddress address, bool verify)
    {
        (_keys, _userId, _version, _address) = (keys, userId, version, address);
        if (verify) _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    internal ReadOnlySpan<byte> Header => _associated.AsSpan(0, SealedBlob.HeaderBytes);

    /// <summary>Begins to seal; a user without a key gets one.</summary>
    /// <param name="ring">The ring.</param>
    /// <param name="userId">The user.</param>
    /// <param name="address">The address of the attachment.</param>
    /// <param name="verify">Whether the address is still to be proved.</param>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    internal static BlobCipher ForSealing(UserKeyRing ring, string userId, ContentAddress address, bool verify)
    {
        BlobCipher cipher = new(ring.Keys, userId, ring.NewestMasterKeyVersion, address, verify);
        try
        {
            UserKeyRing.RequireActive(cipher.TakeKey(create: true));
            Span<byte> nonce = stackalloc byte[SealedView.NonceBytes];
            ring.Nonces.Next(nonce);
            SealedBlobLayout.WriteAssociatedData(cipher._associated, cipher._key!.Name, nonce[..SealedBlobLayout.PrefixBytes], address);
            return cipher;
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    /// <summary>Begins to open; null where the header is none, or is not that of this user.</summary>
    internal static BlobCipher? ForOpening(UserKeyRing ring, string userId, ContentAddress address, ReadOnlySpan<byte> header)
    {
        if (!SealedBlobLayout.TryReadHeader(header, out UserSaltName name, out ReadOnlySpan<byte> prefix)) return null;
        BlobCipher cipher = new(ring.Keys, userId, name.MasterKeyVersion, address, verify: true);
        SealedBlobLayout.WriteAssociatedData(cipher._associated, name, prefix, address);
        try
        {
            if (cipher.TakeKey(create: false) == UserSaltState.Active && cipher._key!.Name.Token == name.Token) return cipher;
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
        cipher.Dispose();
        return null;
    }

    /// <summary>Seals the next segment; the last one only if all of them together have the address.</summary>
    /// <returns>The length of the sealed segment.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: the segments do not have the address (OMS-7.1.1-2).</exception>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed meanwhile.</exception>
    internal int Seal(ReadOnlySpan<byte> segment, bool isLast, Span<byte> destination)
    {
        _hash?.AppendData(segment);
        if (isLast && !HasAddress()) throw new OmsException(new(OmsErrorCode.Integrity, "OMS-7.1.1-2", "The attachment does not have the stated content address"));
        Span<byte> nonce = stackalloc byte[SealedView.NonceBytes];
        SealedBlobLayout.WriteNonce(nonce, _associated, _segment, isLast);
        Span<byte> tag = destination.Slice(segment.Length, SealedView.TagBytes);
        do
        {
            if (!IsReady()) throw new UserKeyDestroyedException();
        }
        while (_key!.Encrypt(nonce, segment, destination[..segment.Length], tag, _associated) != ReadyKey.Outcome.Done);
        if (!isLast) _segment = checked(_segment + 1);
        return segment.Length + SealedView.TagBytes;
    }

    /// <summary>Opens the next segment; the last one only if all of them together have the address.</summary>
    /// <returns>The length of the plaintext; -1 where it does not open, and nothing of it is left.</returns>
    internal int Open(ReadOnlySpan<byte> segment, bool isLast, Span<byte> destination)
    {
        int length = segment.Length - SealedView.TagBytes;
        if (length < 0 || (length == 0 && _segment != 0)) return -1;
        Span<byte> nonce = stackalloc byte[SealedView.NonceBytes], plaintext = destination[..length];
        SealedBlobLayout.WriteNonce(nonce, _associated, _segment, isLast);
        ReadyKey.Outcome outcome;
        do
        {
            if (!IsReady()) return -1;
            outcome = _key!.Decrypt(nonce, segment[..length], segment[length..], plaintext, _associated);
        }
        while (outcome == ReadyKey.Outcome.Wiped);
        if (outcome == ReadyKey.Outcome.Done)
        {
            _hash?.AppendData(plaintext);
            if (isLast ? HasAddress() : ++_segment != 0) return length;
            CryptographicOperations.ZeroMemory(plaintext);
        }
        return -1;
    }

    public void Dispose()
    {
        if (_key is not null) _keys.Return(_key);
        _hash?.Dispose();
    }

    private bool HasAddress()
    {
        if (_hash is null) return true;
        Span<byte> hash = stackalloc byte[ContentAddress.SizeInBytes];
        _hash.GetHashAndReset(hash);
        return new ContentAddress(hash).FixedTimeEquals(_address);
    }

    /// <summary>Whether there is a key; one that was wiped because another user was destroyed, or that is too old, is taken again.</summary>
    private bool IsReady()
    {
        if (_key is not null && _keys.IsCurrent(_key)) return true;
        ContentAddress before = _keyHash;
        return TakeKey(create: false) == UserSaltState.Active && _keyHash.FixedTimeEquals(before); // a user who was destroyed and got a new key has another
    }

    private UserSaltState TakeKey(bool create)
    {
        if (_key is not null) _keys.Return(_key);
        return _keys.Lend(_userId, _version, create, _address, out _key, out _keyHash);
    }
}
