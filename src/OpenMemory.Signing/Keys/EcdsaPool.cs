using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>
/// Instances of one key, each of which one thread at a time uses: the class library promises nothing for an <see cref="ECDsa"/> that
/// several share, and a lock would let one core work for all.
/// </summary>
internal sealed class EcdsaPool
{
    private const int MaxIdle = 16;

    private readonly ECParameters _key;
    private readonly ECDsa?[] _idle = new ECDsa?[Math.Min(Environment.ProcessorCount, MaxIdle)];

    internal EcdsaPool(ECParameters key) => _key = key;

    /// <summary>An instance for the caller alone, to be given back.</summary>
    internal ECDsa Rent()
    {
        foreach (ref ECDsa? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } idle) return idle;
        }
        return ECDsa.Create(_key);
    }

    internal void Return(ECDsa instance)
    {
        foreach (ref ECDsa? slot in _idle.AsSpan())
        {
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, instance, null) is null) return;
        }
        instance.Dispose();
    }

    /// <summary>Disposes of the instances, none of which is in use any more, and zeroes the private key.</summary>
    internal void Destroy()
    {
        foreach (ref ECDsa? slot in _idle.AsSpan()) Interlocked.Exchange(ref slot, null)?.Dispose();
        CryptographicOperations.ZeroMemory(_key.D);
    }
}
