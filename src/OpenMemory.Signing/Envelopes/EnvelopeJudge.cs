using System.Text;

namespace OpenMemory.Signing;

/// <summary>Says what an envelope proves, once the signer's keys are known: the second half of OMS-9.3-1.</summary>
internal static class EnvelopeJudge
{
    /// <summary>Longer names are nobody's, and would be carried along in every report.</summary>
    internal const int MaxKeyIdBytes = 2048;

    private static ReadOnlySpan<byte> AuthorKey => "adid"u8;

    private static ReadOnlySpan<byte> AuthorName => "author_did"u8;

    /// <summary>What an envelope claims before anything is proven.</summary>
    internal static SignatureCheck Claim(in EnvelopeView envelope)
    {
        string? keyId = envelope.KeyId.Length <= MaxKeyIdBytes ? Encoding.UTF8.GetString(envelope.KeyId) : null;
        return new()
        {
            Status = SignatureStatus.KeyUnresolvable,
            KeyId = keyId,
            Signer = keyId is null ? null : DidOf(keyId),
            Algorithm = AlgorithmOf(envelope.Algorithm),
            IssuedAt = TimeOf(envelope.IssuedAt),
            Fault = keyId is null ? new(OmsErrorCode.NotSupported, "R-7", $"The key id is longer than {MaxKeyIdBytes} bytes", OffsetOf(envelope, envelope.KeyId)) : default,
        };
    }

    /// <summary>Whether looking for the key is of any use; otherwise the claim is the answer, or becomes it.</summary>
    internal static bool NeedsKey(in EnvelopeView envelope, ref SignatureCheck claim)
    {
        if (claim.Algorithm == SignatureAlgorithm.None)
            claim = claim with { Status = SignatureStatus.Invalid, Fault = new(OmsErrorCode.Integrity, "R-7", "The algorithm is not known", OffsetOf(envelope, envelope.ProtectedHeader)) };
        return !claim.Fault.IsFault;
    }

    /// <summary>Verifies the signature with the keys that were found, and then reads the grain.</summary>
    internal static SignatureCheck Judge(
        byte[] bytes, in EnvelopeView envelope, SignatureCheck claim, IReadOnlyList<VerificationKey> keys, ReadOnlySpan<byte> externalData, in GrainReadOptions options)
    {
        int offset = OffsetOf(envelope, envelope.ProtectedHeader);
        bool fits = false;
        for (int i = 0; i < keys.Count; i++) fits |= keys[i].Fits(claim.Algorithm);
        if (!fits) return claim with { Status = SignatureStatus.Invalid, Fault = new(OmsErrorCode.Integrity, "R-7", "The algorithm does not fit the signer's key", offset) };
        int maxBytes = options.EffectiveLimits.MaxBlobBytes; // before anything of that size is hashed
        if (envelope.Payload.Length > maxBytes)
            return Malformed(claim, new(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The blob is larger than {maxBytes} bytes", (long)envelope.PayloadOffset + maxBytes));
        if (!Sign1.Verify(envelope.ProtectedHeader, externalData, envelope.Payload, envelope.Signature, keys, claim.Algorithm))
        {
            long end = (long)envelope.PayloadOffset + envelope.Payload.Length;
            return claim with { Status = SignatureStatus.Invalid, Fault = new(OmsErrorCode.Integrity, "OMS-9.3-1", "The signature is not the signer's over this grain", end) };
        }
        if (!GrainView.TryParse(envelope.Payload, out GrainView grain, out OmsFault fault, options with { InsideEnvelope = true }))
            return Malformed(claim, fault.At(envelope.PayloadOffset));
        return claim with
        {
            Status = SignatureStatus.Verified,
            Fault = default,
            Grain = GrainBlob.Adopt(envelope.Payload.ToArray(), grain.IsCanonical, bytes),
            SignerIsAuthor = claim.Signer is null ? null : IsAuthor(grain, claim.Signer),
            Warnings = ContentTypeWarnings(envelope, grain.Encoding),
        };
    }

    /// <summary>
    /// Says why there is no key. A did:key of another kind than any algorithm here needs tells its key: it is known, and does not fit, which
    /// makes the signature invalid.
    /// </summary>
    internal static SignatureCheck WithoutKey(in EnvelopeView envelope, SignatureCheck claim, in OmsFault fault)
    {
        OmsFault here = fault.At(OffsetOf(envelope, envelope.KeyId));
        bool isOtherKind = claim.Signer is { } did && did.StartsWith(DidKey.Prefix, StringComparison.Ordinal) && Multikey.IsOfOtherKind(did.AsSpan(DidKey.Prefix.Length - 1));
        return isOtherKind && fault.Code == OmsErrorCode.NotSupported
            ? claim with { Status = SignatureStatus.Invalid, Fault = here with { Code = OmsErrorCode.Integrity, Rule = "R-7" } }
            : claim with { Status = SignatureStatus.KeyUnresolvable, Fault = here };
    }

    /// <summary>The DID in a key id: what stands before the fragment.</summary>
    internal static string DidOf(string keyId) => keyId.IndexOf('#') is >= 0 and var end ? keyId[..end] : keyId;

    internal static SignatureCheck Malformed(SignatureCheck claim, in OmsFault fault) => claim with { Status = SignatureStatus.Malformed, Fault = fault };

    /// <summary>Where a part of an envelope begins in what was delivered.</summary>
    internal static int OffsetOf(in EnvelopeView envelope, ReadOnlySpan<byte> part)
    {
        envelope.Bytes.Overlaps(part, out int offset);
        return offset;
    }

    internal static SignatureAlgorithm AlgorithmOf(long number) => number switch
    {
        (long)SignatureAlgorithm.EdDsa => SignatureAlgorithm.EdDsa,
        (long)SignatureAlgorithm.Ed25519 => SignatureAlgorithm.Ed25519,
        (long)SignatureAlgorithm.Es256 => SignatureAlgorithm.Es256,
        _ => SignatureAlgorithm.None,
    };

    private static DateTimeOffset? TimeOf(long? seconds) =>
        seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value)
            : null;

    /// <summary>
    /// Compares the signer with <c>author_did</c> (OMS-9.3-3). A type without a schema is asked by the stored key, and keeps raw keys: where
    /// the full name stands there too, it is not for us to say which of the two counts.
    /// </summary>
    private static bool? IsAuthor(GrainView grain, string signer)
    {
        bool hasSchema = grain.Type.HasSchema();
        if (grain.IsSealed || (!hasSchema && grain.TryGet(AuthorName, out _))) return null;
        if (!(hasSchema ? grain.TryGet(Field.AuthorDid, out FieldValue author) : grain.TryGet(AuthorKey, out author))) return null;
        return author.Kind == OmsValueKind.Text ? author.ToText() == signer : null;
    }

    private static OmsFault[] ContentTypeWarnings(in EnvelopeView envelope, PayloadEncoding encoding)
    {
        if (envelope.ContentType.IsEmpty)
            return [new(OmsErrorCode.Schema, "R-7", "The protected header names no content type", OffsetOf(envelope, envelope.ProtectedHeader))];
        return Ascii.EqualsIgnoreCase(envelope.ContentType, EnvelopeDraft.ContentTypeOf(encoding))
            ? []
            : [new(OmsErrorCode.Schema, "R-7", "The content type is not that of the grain in the envelope", OffsetOf(envelope, envelope.ContentType))];
    }
}
