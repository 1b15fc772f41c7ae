namespace OpenMemory.Erasure.Tests;

/// <summary>A ring with its two parts.</summary>
internal sealed class TestRing : IDisposable
{
    internal TestRing(UserKeyRingOptions? options = null, MasterKeySet? masters = null, InMemoryUserSaltStore? salts = null, byte[]? nonce = null)
    {
        Masters = masters ?? MasterKeySet.Generate();
        Salts = salts ?? new();
        Ring = new(Masters, Salts, options) { Nonces = nonce is null ? new() : new(nonce) };
    }

    internal MasterKeySet Masters { get; }

    internal InMemoryUserSaltStore Salts { get; }

    internal UserKeyRing Ring { get; }

    /// <summary>A ring in which everything is known: what it seals first has known bytes.</summary>
    internal static TestRing Known(ReadOnlySpan<byte> master, uint version, ReadOnlySpan<byte> salt, string userId, byte[]? nonce = null)
    {
        MasterKeySet masters = new();
        masters.Add(version, master);
        InMemoryUserSaltStore salts = new();
        UserSaltState[] states = new UserSaltState[1];
        salts.GetOrAdd([masters.Find(version)!.NameOf(userId)], salt.ToArray(), states);
        Assert.That(states[0], Is.EqualTo(UserSaltState.Active));
        return new(masters: masters, salts: salts, nonce: nonce);
    }

    /// <summary>Another ring over the same keys and salts.</summary>
    internal UserKeyRing Second(UserKeyRingOptions? options = null) => new(Masters, Salts, options);

    public void Dispose()
    {
        Ring.Dispose();
        Salts.Dispose();
        Masters.Dispose();
    }
}
