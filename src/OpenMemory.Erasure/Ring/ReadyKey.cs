using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>A user's key, expanded and ready. AES-GCM instances are not thread-safe, so use and wiping exclude each other.</summary>
internal sealed class ReadyKey(string userId, in UserSaltName name, ReadOnlySpan<byte> key, long born) : IDisposable
{
    private readonly AesGcm _aes = new(key, SealedView.TagBytes);
    private readonly Lock _gate = new();
    private readonly UserSaltName _name = name;
    private volatile bool _isWiped;

    /// <summary>What became of an attempt.</summary>
    internal enum Outcome
    {
        /// <summary>It is done.</summary>
        Done,

        /// <summary>The bytes were not sealed with this key, or were changed.</summary>
        Wrong,

        /// <summary>The key was wiped meanwhile: look it up again.</summary>
        Wiped,
    }

    internal string UserId => userId;

    internal uint MasterKeyVersion => _name.MasterKeyVersion;

    internal ref readonly UserSaltName Name => ref _name;

    internal bool IsWiped => _isWiped;

    /// <summary>The clock's time stamp when the salt was looked up.</summary>
    internal long Born => born;

    /// <summary>The place in the cache, which alone sets it.</summary>
    internal int Slot { get; set; }

    /// <summary>Whether it was used since the cache last looked.</summary>
    internal bool IsUsed { get; set; }

    internal Outcome Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associatedData)
    {
        lock (_gate)
        {
            if (_isWiped) return Outcome.Wiped;
            _aes.Encrypt(nonce, plaintext, ciphertext, tag, associatedData);
            return Outcome.Done;
        }
    }

    internal Outcome Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        lock (_gate)
        {
            if (_isWiped) return Outcome.Wiped;
            try
            {
                _aes.Decrypt(nonce, ciphertext, tag, plaintext, associatedData);
                return Outcome.Done;
            }
            catch (AuthenticationTagMismatchException)
            {
                return Outcome.Wrong;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isWiped = true;
            _aes.Dispose();
        }
    }
}
