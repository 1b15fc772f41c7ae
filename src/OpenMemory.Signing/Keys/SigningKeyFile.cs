namespace OpenMemory.Signing;

/// <summary>A private key in a file of its own: PKCS#8 as PEM, readable by its owner alone.</summary>
public static class SigningKeyFile
{
    /// <summary>Writes a key into a new file that its owner alone may read (mode 0600); on Windows the folder's rights count.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public static void Create(string path, SigningKey key) => throw new NotImplementedException();

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file: PKCS#8 as PEM.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <param name="algorithm">What the header says; by default <see cref="SignatureAlgorithm.EdDsa"/> or ES256, whichever fits the key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException">The file holds no private key of a known kind. Never says what it holds.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SigningKey Load(string path, string? keyId = null, SignatureAlgorithm algorithm = SignatureAlgorithm.None) => throw new NotImplementedException();
}
