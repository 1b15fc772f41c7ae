namespace OpenMemory;

/// <summary>
/// How a payload is written (§16). The two forms of one grain are two grains: they have different addresses (OMS-16.2-4).
/// </summary>
public enum PayloadEncoding : byte
{
    /// <summary>Canonical MessagePack (§4), the default.</summary>
    MessagePack,

    /// <summary>Deterministic CBOR (§16.2), flag bit 5.</summary>
    Cbor,
}
