using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// A secret at one place in memory, which the garbage collector never copies, until it is wiped. Use and wiping exclude each other:
/// nobody computes with a key that has just become zeros.
/// </summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private readonly Lock _gate = new();
    private bool _isDisposed;

    internal SecretBytes(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    internal SecretBytes(ReadOnlySpan<byte> secret)
        : this(secret.Length) => secret.CopyTo(_bytes);

    internal delegate void Reader<TState>(ReadOnlySpan<byte> secret, TState state)
        where TState : allows ref struct;

    /// <summary>For filling it, before anybody else has it.</summary>
    internal Span<byte> Writable => _bytes;

    /// <summary>Computes with the secret.</summary>
    /// <exception cref="ObjectDisposedException">It was wiped.</exception>
    internal void Use<TState>(TState state, Reader<TState> read)
        where TState : allows ref struct
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            read(_bytes, state);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            CryptographicOperations.ZeroMemory(_bytes);
        }
    }
}
