namespace OpenMemory.Signing;

/// <summary>Verifies COSE_Sign1 signatures, whatever the headers say (RFC 9052 §4.4): the one place that does.</summary>
internal static class Sign1
{
    /// <summary>Verifies a signature with one key.</summary>
    internal static bool Verify(in SignedParts parts, VerificationKey key, ReadOnlySpan<byte> externalData) =>
        Verify(parts.Bytes[parts.Protected], externalData, parts.Bytes[parts.Payload], parts.Bytes[parts.Signature], [key], default);

    /// <summary>Verifies a signature: is it that of any of these keys?</summary>
    /// <param name="protectedHeader">The content of the protected header's byte string.</param>
    /// <param name="externalData">Bytes that the envelope does not hold.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="algorithm">Keys that do not fit it are passed over; <see cref="SignatureAlgorithm.None"/> passes over none.</param>
    internal static bool Verify(
        ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> externalData, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature,
        IReadOnlyList<VerificationKey> keys, SignatureAlgorithm algorithm)
    {
        if (signature.Length != VerificationKey.SignatureBytes) return false;
        ToBeSigned message = ToBeSigned.Make(protectedHeader, externalData, payload);
        try
        {
            for (int i = 0; i < keys.Count; i++)
            {
                if ((algorithm == SignatureAlgorithm.None || keys[i].Fits(algorithm)) && keys[i].VerifyArray(message.Bytes, signature)) return true;
            }
            return false;
        }
        finally
        {
            message.Dispose();
        }
    }
}
