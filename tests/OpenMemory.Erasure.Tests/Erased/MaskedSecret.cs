using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>A secret that is never in memory as it is: a search for it does not find what it searches with.</summary>
internal sealed class MaskedSecret
{
    private readonly byte[] _mask, _masked;

    /// <summary>Masks a secret and wipes the one that was given.</summary>
    internal MaskedSecret(string name, Span<byte> secret)
    {
        Name = name;
        _mask = RandomNumberGenerator.GetBytes(secret.Length);
        _masked = new byte[secret.Length];
        for (int i = 0; i < secret.Length; i++) _masked[i] = (byte)(secret[i] ^ _mask[i]);
        CryptographicOperations.ZeroMemory(secret);
    }

    internal string Name { get; }

    internal int Length => _masked.Length;

    /// <summary>The first place where the secret stands, or -1.</summary>
    internal int IndexIn(ReadOnlySpan<byte> bytes)
    {
        for (int start = 0; start <= bytes.Length - Length; start++)
        {
            int first = bytes[start..^(Length - 1)].IndexOf((byte)(_masked[0] ^ _mask[0]));
            if (first < 0) return -1;
            start += first;
            int equal = 1;
            while (equal < Length && (bytes[start + equal] ^ _mask[equal]) == _masked[equal]) equal++;
            if (equal == Length) return start;
        }
        return -1;
    }
}
