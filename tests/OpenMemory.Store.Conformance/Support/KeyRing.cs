using OpenMemory.Erasure;

namespace OpenMemory.Store.Conformance;

/// <summary>A ring of user keys with its parts.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly MasterKeySet _masters = MasterKeySet.Generate();
    private readonly InMemoryUserSaltStore _salts = new();

    internal KeyRing() => Ring = new(_masters, _salts);

    internal UserKeyRing Ring { get; }

    internal GrainBlob Seal(string userId, Grain grain) => Ring.Seal(userId, grain.ToBlob());

    public void Dispose()
    {
        Ring.Dispose();
        _salts.Dispose();
        _masters.Dispose();
    }
}
