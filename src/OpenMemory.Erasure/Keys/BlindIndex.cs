using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Turns values of one field into tokens that can be looked up without revealing the values (§20.3, R-51). Each field has a key of
/// its own, so equal values of two fields have different tokens. Safe to use from several threads.
/// </summary>
/// <remarks>
/// A token hides a value from whoever does not have the master key, and from nobody who has it and can guess. Tokens outlive the
/// erasure of a user; they are pseudonyms, not nothing.
/// </remarks>
public sealed class BlindIndex : IDisposable
{
    /// <summary>The field of user ids: <c>user_id</c>.</summary>
    public const string UserIdField = "user_id";

    private readonly SecretBytes _key = new(KeyDerivation.KeyBytes);

    /// <summary>Makes the index of a field.</summary>
    /// <param name="masterKey">32 bytes.</param>
    /// <param name="field">The full name of the field, for example <c>user_id</c> or <c>subject</c>.</param>
    /// <exception cref="ArgumentException">The master key is not 32 bytes long.</exception>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the field name is no Unicode text; <c>ERR_RANGE</c>: it is longer than <see cref="KeyDerivation.MaxTextBytes"/>.</exception>
    public BlindIndex(ReadOnlySpan<byte> masterKey, string field = UserIdField) => KeyDerivation.DeriveBlindIndexKey(masterKey, field, _key.Writable);

    /// <summary>The token of a value: HMAC-SHA256 of its UTF-8 in NFC.</summary>
    /// <param name="value">The value, of any length.</param>
    /// <returns>The token.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the value is no Unicode text.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public BlindToken Compute(string value)
    {
        using NormalizedText text = new(value);
        BlindToken token = default;
        _key.Use(new Work { Utf8 = text.Utf8, Token = token }, static (key, work) => HMACSHA256.HashData(key, work.Utf8, work.Token));
        return token;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private ref struct Work
    {
        internal ReadOnlySpan<byte> Utf8;
        internal Span<byte> Token;
    }
}
