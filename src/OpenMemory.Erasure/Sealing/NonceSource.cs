using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// Random nonces from the system's generator, a few dozen at a time, because one call for twelve bytes costs as much as sealing a
/// small grain. Each is handed out once.
/// </summary>
internal sealed class NonceSource
{
    private readonly byte[] _nonces = new byte[64 * SealedView.NonceBytes];
    private readonly Lock _gate = new();
    private int _position;

    internal NonceSource() => _position = _nonces.Length;

    /// <summary>A source that begins with a given nonce: only to write a vector again.</summary>
    internal NonceSource(ReadOnlySpan<byte> first)
    {
        _position = _nonces.Length - SealedView.NonceBytes;
        first.CopyTo(_nonces.AsSpan(_position));
    }

    internal void Next(Span<byte> nonce)
    {
        lock (_gate)
        {
            if (_position == _nonces.Length)
            {
                RandomNumberGenerator.Fill(_nonces);
                _position = 0;
            }
            Span<byte> next = _nonces.AsSpan(_position, SealedView.NonceBytes);
            next.CopyTo(nonce);
            next.Clear();
            _position += SealedView.NonceBytes;
        }
    }
}
