namespace OpenMemory.Signing;

/// <summary>did:key for Ed25519 and P-256 (§12.1): the key is the identity, and nothing has to be fetched.</summary>
public static class DidKey
{
    /// <summary>What every did:key begins with, up to the multibase letter of base58btc.</summary>
    public const string Prefix = "did:key:z";

    /// <summary>Reads the key out of a did:key.</summary>
    /// <param name="did">The DID; a fragment that repeats the key, as documents have it, is allowed.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException">
    /// It is not a did:key, or its key is of another kind, which the fault names: X25519, secp256k1, P-384 and others cannot sign grains.
    /// </exception>
    public static VerificationKey Parse(string did)
    {
        if (!TryParse(did, out VerificationKey? key, out OmsFault fault)) throw new OmsException(fault);
        return key;
    }

    /// <summary>Reads the key out of a did:key without throwing.</summary>
    /// <param name="did">The DID.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="fault">Why there is none, or the default value.</param>
    /// <returns>Whether it is a did:key of a known kind.</returns>
    public static bool TryParse(string did, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VerificationKey? key, out OmsFault fault) => throw new NotImplementedException();

    /// <summary>Writes a key as a did:key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The DID.</returns>
    public static string Format(VerificationKey key) => throw new NotImplementedException();
}
