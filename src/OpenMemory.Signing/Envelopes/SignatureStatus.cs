namespace OpenMemory.Signing;

/// <summary>What can be said of a grain's signature (OMS-9.3-2). Only <see cref="Verified"/> proves anything.</summary>
public enum SignatureStatus
{
    /// <summary>The grain is not signed: it came without an envelope, and its signed flag is clear.</summary>
    NoSignature,

    /// <summary>The signature is the signer's over exactly this grain.</summary>
    Verified,

    /// <summary>The signature is not the signer's over this grain, or its algorithm does not fit the key .</summary>
    Invalid,

    /// <summary>The signer's key cannot be told, so nothing is known of the signature.</summary>
    KeyUnresolvable,

    /// <summary>
    /// The envelope, or the grain in it, is not sound, or the signed flag and the envelope do not agree (OMS-9.2-1). So too a grain whose
    /// payload is compressed, with <see cref="OmsErrorCode.NotSupported"/>: nobody writes such, and it cannot be read here.
    /// </summary>
    Malformed,
}
