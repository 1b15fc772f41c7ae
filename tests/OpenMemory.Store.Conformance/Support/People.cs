using OpenMemory.Signing;

namespace OpenMemory.Store.Conformance;

/// <summary>Signers with known keys, named by did:key.</summary>
internal static class People
{
    internal static SigningKey Anna { get; } = Of(1);

    internal static SigningKey Bob { get; } = Of(2);

    internal static SigningKey Carol { get; } = Of(3);

    internal static SigningKey Mallory { get; } = Of(66);

    /// <summary>The DID of a key, without the fragment that names the key in it.</summary>
    internal static string Did(this SigningKey key) => DidKey.Format(key.PublicKey);

    private static SigningKey Of(byte number)
    {
        byte[] seed = new byte[32];
        seed.AsSpan().Fill(number);
        return SigningKey.FromEd25519Seed(seed);
    }
}
