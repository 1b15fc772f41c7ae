using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>A grain that somebody authors here, checked as far as it can be without looking into the store.</summary>
/// <param name="Stored">The grain as it will be kept; null where there is a fault.</param>
/// <param name="Readable">What it says: of a sealed one, what was sealed.</param>
/// <param name="Signer">The DID whose signature was verified; null where there is none.</param>
/// <param name="Fault">Why it cannot be written, or the default value.</param>
internal readonly record struct AuthoredGrain(GrainBlob? Stored, GrainBlob? Readable, string? Signer, OmsFault Fault)
{
    /// <summary>Reads, verifies and judges a grain (OMS-28.4-7).</summary>
    internal static async ValueTask<AuthoredGrain> ReadAsync(
        ReadOnlyMemory<byte> delivered, string? userId, GrainStoreOptions options, CancellationToken cancellationToken)
    {
        GrainBlob grain;
        try
        {
            grain = Own(delivered);
        }
        catch (OmsException refused)
        {
            return Refused(refused.Fault);
        }
        GrainBlob readable = StoreSource.Readable(grain, options.KeyRing, userId);
        if (readable.View().IsSealed)
        {
            // What was sealed is its author's business where nobody here can open it.
            int most = options.Limits.MaxBlobBytes;
            if (grain.Length > most) return Refused(new(OmsErrorCode.Corrupt, "OMS-18-1", $"The blob is larger than {most} bytes"));
            return SealedView.TryParse(readable.Span, out _)
                ? new(grain, readable, null, default)
                : Refused(new(OmsErrorCode.Schema, "R-9", "The grain is not sealed in the form of R-9", 1));
        }
        OmsFault fault = AuthoredForm.Check(readable, options.Limits);
        if (fault.IsFault) return Refused(fault);
        if (!readable.IsSigned) return new(grain, readable, null, default);
        if (readable.Envelope.IsEmpty)
            return Refused(new(OmsErrorCode.SignedMismatch, "OMS-9.2-1", "A signed grain is delivered inside its envelope only", 1));
        SignatureCheck check = await options.Verifier.VerifyAsync(readable.Envelope, cancellationToken).ConfigureAwait(false);
        return check.IsVerified ? new(grain, readable, check.Signer, default) : Refused(check.Fault);
    }

    /// <summary>Copies a grain first, so that what is judged is what is kept.</summary>
    private static GrainBlob Own(ReadOnlyMemory<byte> delivered)
    {
        byte[] bytes = delivered.ToArray();
        return GrainBlob.AdoptDelivered(bytes, GrainView.ParseDelivered(bytes).IsCanonical);
    }

    private static AuthoredGrain Refused(in OmsFault fault) => new(null, null, null, fault);
}
