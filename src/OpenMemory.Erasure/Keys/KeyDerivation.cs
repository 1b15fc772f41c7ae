using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Every key that is derived here, with HKDF-SHA256 (RFC 5869) as ruling R-51 fixes it (§20.3, OMS-20.3-1). A <see cref="UserKeyRing"/>
/// does all of this by itself; call it to read what another implementation sealed, or to check one.
/// </summary>
public static class KeyDerivation
{
    /// <summary>Size of every key in bytes: 32.</summary>
    public const int KeyBytes = 32;

    /// <summary>Size of a user's salt in bytes: 32.</summary>
    public const int SaltBytes = 32;

    /// <summary>The longest user id or field name that a key is derived for, in bytes of UTF-8: 2,048, which every system's HKDF takes.</summary>
    public const int MaxTextBytes = 2048;

    /// <summary>
    /// The fixed salt <c>oms:user-key:v1</c>, for interoperability. A key that was derived with it cannot be erased: whoever has the
    /// master key and the user id derives it again.
    /// </summary>
    public static ReadOnlySpan<byte> InteroperableSalt => "oms:user-key:v1"u8;

    private static ReadOnlySpan<byte> BlindIndexSalt => "oms:blind-index:v1"u8;

    private static ReadOnlySpan<byte> BlobSalt => "oms:blob:v1"u8;

    private static ReadOnlySpan<byte> DedupSalt => "oms:dedup:v1"u8;

    private static ReadOnlySpan<byte> KeyCheckSalt => "oms:key-check:v1"u8;

    /// <summary>Derives the key of a user: <c>HKDF-SHA256(master key, salt, info = the user id in UTF-8 and NFC)</c>.</summary>
    /// <param name="masterKey">32 bytes.</param>
    /// <param name="salt">The user's own 32 random bytes, or <see cref="InteroperableSalt"/>.</param>
    /// <param name="userId">The user id; normalized to NFC here.</param>
    /// <param name="key">Receives the key; exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">The master key or <paramref name="key"/> is not 32 bytes long.</exception>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the user id is no Unicode text; <c>ERR_RANGE</c>: it is longer than <see cref="MaxTextBytes"/>.</exception>
    public static void DeriveUserKey(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> salt, string userId, Span<byte> key)
    {
        using NormalizedText info = new(userId);
        Derive(masterKey, salt, Limited(info.Utf8), key);
    }

    /// <summary>Derives the key of a <see cref="BlindIndex"/>: <c>HKDF-SHA256(master key, "oms:blind-index:v1", info = field)</c>.</summary>
    /// <param name="masterKey">32 bytes.</param>
    /// <param name="field">The name of the field whose values are indexed, <c>user_id</c> for users.</param>
    /// <param name="key">Receives the key; exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">The master key or <paramref name="key"/> is not 32 bytes long.</exception>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the field name is no Unicode text; <c>ERR_RANGE</c>: it is longer than <see cref="MaxTextBytes"/>.</exception>
    public static void DeriveBlindIndexKey(ReadOnlySpan<byte> masterKey, string field, Span<byte> key)
    {
        using NormalizedText info = new(field);
        Derive(masterKey, BlindIndexSalt, Limited(info.Utf8), key);
    }

    /// <summary>
    /// Derives the key of an attachment from that of its user: <c>HKDF-SHA256(user key, "oms:blob:v1", info = the 64 characters of the
    /// address)</c> (OMS-28.4.3-6).
    /// </summary>
    /// <param name="userKey">32 bytes.</param>
    /// <param name="address">The address of the attachment's plaintext.</param>
    /// <param name="key">Receives the key; exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">The user key or <paramref name="key"/> is not 32 bytes long.</exception>
    public static void DeriveBlobKey(ReadOnlySpan<byte> userKey, ContentAddress address, Span<byte> key)
    {
        Span<byte> info = stackalloc byte[ContentAddress.TextLength];
        address.TryFormat(info, out _, default, null);
        Derive(userKey, BlobSalt, info, key);
    }

    /// <summary>The key under which a user's plaintext addresses become tokens that are erased with the user.</summary>
    internal static void DeriveDedupKey(ReadOnlySpan<byte> userKey, Span<byte> key) => Derive(userKey, DedupSalt, default, key);

    /// <summary>What a master key is known again by.</summary>
    internal static void DeriveKeyCheck(ReadOnlySpan<byte> masterKey, Span<byte> check) => Derive(masterKey, KeyCheckSalt, default, check);

    /// <summary>Refuses what no key can be derived for, before a salt is made for it.</summary>
    internal static void RequireDerivable(string userId)
    {
        using NormalizedText text = new(userId);
        _ = Limited(text.Utf8);
    }

    private static ReadOnlySpan<byte> Limited(ReadOnlySpan<byte> text) => text.Length <= MaxTextBytes ? text
        : throw new OmsException(new(OmsErrorCode.Range, "R-51", $"A user id or field name has at most {MaxTextBytes} bytes in UTF-8"));

    private static void Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> key)
    {
        if (secret.Length != KeyBytes) throw new ArgumentException("A key has 32 bytes.", nameof(secret));
        if (key.Length != KeyBytes) throw new ArgumentException("A key has 32 bytes.", nameof(key));
        Hkdf(secret, salt, info, key);
    }

    /// <summary>The primitive, for secrets and outputs of any length; only tests call it with others than 32 bytes.</summary>
    internal static void Hkdf(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, Span<byte> output) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, salt, info);
}
