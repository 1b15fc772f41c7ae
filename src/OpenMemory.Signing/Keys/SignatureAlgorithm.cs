namespace OpenMemory.Signing;

/// <summary>A signature algorithm by its COSE number (§9.1, RFC 9053, RFC 9864).</summary>
public enum SignatureAlgorithm
{
    /// <summary>No algorithm.</summary>
    None = 0,

    /// <summary>ES256: ECDSA over P-256 with SHA-256.</summary>
    Es256 = -7,

    /// <summary>EdDSA, with an Ed25519 key: the default for writing.</summary>
    EdDsa = -8,

    /// <summary>Ed25519 by its own number: the same signatures as <see cref="EdDsa"/>.</summary>
    Ed25519 = -19,
}
