using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// The master keys by version: what is sealed uses the newest, what was sealed before stays readable while its version is here. Where
/// the keys come from (a key management service, a file of your own) is the host's. Safe to use from several threads.
/// </summary>
public sealed class MasterKeySet : IDisposable
{
    private readonly Lock _gate = new();
    private MasterKey[] _keys = []; // versions descend
    private bool _isDisposed;

    /// <summary>The version that new grains are sealed under: the highest.</summary>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public uint Newest => _keys is [MasterKey newest, ..] ? newest.Version : throw new InvalidOperationException("There is no master key.");

    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<uint> Versions => Array.ConvertAll(_keys, static key => key.Version);

    /// <summary>Whoever holds it keeps others from adding keys.</summary>
    internal Lock Gate => _gate;

    /// <summary>The versions as they are now; a new array whenever one was added.</summary>
    internal MasterKey[] Keys => _keys;

    /// <summary>Makes a set with one random key.</summary>
    /// <param name="version">Its version.</param>
    /// <returns>The set.</returns>
    public static MasterKeySet Generate(uint version = 1)
    {
        MasterKeySet set = new();
        set.AddRandom(version);
        return set;
    }

    /// <summary>Adds a key; the caller wipes its own copy.</summary>
    /// <param name="version">The version; the highest one is used for what is sealed from now on.</param>
    /// <param name="key">32 bytes from a random generator.</param>
    /// <exception cref="ArgumentException">The key is not 32 bytes long, or there is one of this version.</exception>
    /// <exception cref="ObjectDisposedException">The set was disposed.</exception>
    public void Add(uint version, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyDerivation.KeyBytes) throw new ArgumentException("A master key has 32 bytes.", nameof(key));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (Array.Exists(_keys, other => other.Version == version)) throw new ArgumentException($"There is a master key of version {version} already.", nameof(version));
            _keys = [.. _keys.Append(new MasterKey(version, key)).OrderByDescending(static key => key.Version)];
        }
    }

    /// <summary>Adds a key from the system's random generator.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="ArgumentException">There is one of this version.</exception>
    /// <exception cref="ObjectDisposedException">The set was disposed.</exception>
    public void AddRandom(uint version)
    {
        Span<byte> key = stackalloc byte[KeyDerivation.KeyBytes];
        try
        {
            RandomNumberGenerator.Fill(key);
            Add(version, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Wipes all keys.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (MasterKey key in _keys) key.Dispose();
        }
    }

    /// <summary>The key of a version, or null.</summary>
    internal MasterKey? Find(uint version) => Array.Find(_keys, key => key.Version == version);
}
