namespace OpenMemory.Signing;

/// <summary>The kinds of key that sign grains .</summary>
public enum KeyType
{
    /// <summary>Ed25519 (RFC 8032).</summary>
    Ed25519,

    /// <summary>NIST P-256, also named secp256r1.</summary>
    P256,
}
