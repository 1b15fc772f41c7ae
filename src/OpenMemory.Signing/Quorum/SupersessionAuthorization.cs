using System.Text;

namespace OpenMemory.Signing;

/// <summary>
/// The signatures of <c>supersession_auth</c>, by which several DIDs together allow a grain under <c>quorum</c> to be superseded (§23.2, R-35).
/// Each is a COSE_Sign1 with a detached payload: <c>"mg-supersede/1"</c>, a zero byte, the old address as 64 characters, a zero byte, and the
/// SHA-256 of the new grain without its <c>supersession_auth</c>. So all can sign before the new grain is written. They bind no external data,
/// whatever a verifier of envelopes is told.
/// </summary>
public static class SupersessionAuthorization
{
    /// <summary>How many elements of <c>supersession_auth</c> are looked at; a quorum of more cannot be met.</summary>
    public const int MaxSignatures = 64;

    /// <summary>The largest element, in bytes: a key id of the largest size, and other headers of the same.</summary>
    internal const int MaxSignatureBytes = 2 * EnvelopeJudge.MaxKeyIdBytes;

    /// <summary>Signs one supersession.</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The new grain; its own <c>supersession_auth</c> does not count, so a draft without it will do.</param>
    /// <param name="key">The key of an authorized DID.</param>
    /// <returns>One element of <c>supersession_auth</c>.</returns>
    /// <exception cref="OmsException">
    /// The new grain is sealed or compressed or not canonical; or the key's id is not a DID, or has more than 2048 bytes.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public static byte[] Sign(ContentAddress old, GrainBlob successor, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(successor);
        ArgumentNullException.ThrowIfNull(key);
        if (!SupersessionMessage.TryMake(old, successor, out byte[] message, out OmsFault fault)) throw new OmsException(fault);
        byte[] header = DetachedSignature.WriteHeader(key.Algorithm, KeyIdOf(key));
        ToBeSigned signed = ToBeSigned.Make(header, default, message);
        try
        {
            return DetachedSignature.Write(header, key.SignArray(signed.Bytes));
        }
        finally
        {
            signed.Dispose();
        }
    }

    /// <summary>Finds out who allowed a supersession.</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The new grain.</param>
    /// <param name="verifier">Finds keys.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>
    /// The DIDs of valid signatures, each once, in the order of the signatures; those of another form, or that do not verify, do not count.
    /// Of a grain that is sealed or not canonical nobody's. Whether a DID is authorized is for the policy to say.
    /// </returns>
    public static ValueTask<IReadOnlyList<string>> VerifyAsync(
        ContentAddress old, GrainBlob successor, SignatureVerifier verifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        ArgumentNullException.ThrowIfNull(verifier);
        List<byte[]> signatures = SupersessionMessage.Signatures(successor, MaxSignatures, MaxSignatureBytes);
        return signatures.Count > 0 && SupersessionMessage.TryMake(old, successor, out byte[] message, out _)
            ? VerifyAsync(message, signatures, verifier.Resolver, cancellationToken)
            : new([]);
    }

    private static async ValueTask<IReadOnlyList<string>> VerifyAsync(byte[] message, List<byte[]> signatures, IKeyResolver resolver, CancellationToken cancellationToken)
    {
        List<string> signers = [];
        foreach (byte[] bytes in signatures)
        {
            if (!DetachedSignature.TryParse(bytes, out DetachedSignature signature) || signers.Contains(signature.Signer)) continue;
            SignatureAlgorithm algorithm = EnvelopeJudge.AlgorithmOf(signature.Algorithm);
            if (algorithm == SignatureAlgorithm.None || !signature.KeyId.StartsWith("did:", StringComparison.Ordinal)) continue;
            KeyResolution resolution = await resolver.ResolveAsync(signature.KeyId, cancellationToken).ConfigureAwait(false);
            if (Sign1.Verify(signature.ProtectedHeader, default, message, signature.Signature, resolution.Keys, algorithm)) signers.Add(signature.Signer);
        }
        return signers;
    }

    private static byte[] KeyIdOf(SigningKey key)
    {
        byte[] keyId = key.KeyId.StartsWith("did:", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(key.KeyId) : [];
        return keyId.Length is > 0 and <= EnvelopeJudge.MaxKeyIdBytes && Encoding.UTF8.GetString(keyId) == key.KeyId
            ? keyId
            : throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-9.1-5", $"The key id is not a DID in valid Unicode of at most {EnvelopeJudge.MaxKeyIdBytes} bytes"));
    }
}
