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
    internal static ValueTask<AuthoredGrain> ReadAsync(
        ReadOnlyMemory<byte> delivered, string? userId, GrainStoreOptions options, CancellationToken cancellationToken)
    {
        byte[] bytes = Own(delivered);
        AuthoredGrain grain = GrainView.TryParseDelivered(bytes, out GrainView view, out OmsFault fault)
            ? Judge(GrainBlob.AdoptDelivered(bytes, view.IsCanonical), userId, options)
            : Refused(fault);
        return grain.VerifyAsync(options, cancellationToken);
    }

    /// <summary>Reads, verifies and judges grains, many of them side by side; what becomes of each is the same as alone.</summary>
    internal static async ValueTask<AuthoredGrain[]> ReadAsync(
        ReadOnlyMemory<byte>[] delivered, string? userId, GrainStoreOptions options, CancellationToken cancellationToken)
    {
        AuthoredGrain[] grains = new AuthoredGrain[delivered.Length];
        GrainChunks.Run(grains.Length, options.Cores, (from, to) => Read(delivered, grains, from, to, userId, options, cancellationToken), cancellationToken);
        for (int i = 0; i < grains.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            grains[i] = await grains[i].VerifyAsync(options, cancellationToken).ConfigureAwait(false);
        }
        return grains;
    }

    /// <summary>Reads some of many grains; signatures are left for later.</summary>
    private static void Read(
        ReadOnlyMemory<byte>[] delivered, AuthoredGrain[] grains, int from, int to, string? userId, GrainStoreOptions options, CancellationToken cancellationToken)
    {
        ReceivedGrain[] read = new ReceivedGrain[to - from];
        for (int i = 0; i < read.Length; i++) read[i] = new(Own(delivered[from + i]));
        ReceivedGrain.ReadAll(read, default);
        for (int i = 0; i < read.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            grains[from + i] = read[i].Blob is { } grain ? Judge(grain, userId, options) : Refused(read[i].Fault);
        }
    }

    /// <summary>Judges a grain by everything but its signature.</summary>
    private static AuthoredGrain Judge(GrainBlob grain, string? userId, GrainStoreOptions options)
    {
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
        if (readable.IsSigned && readable.Envelope.IsEmpty)
            return Refused(new(OmsErrorCode.SignedMismatch, "OMS-9.2-1", "A signed grain is delivered inside its envelope only", 1));
        return new(grain, readable, null, default);
    }

    /// <summary>Verifies the signature of a grain that has one to be judged by.</summary>
    private ValueTask<AuthoredGrain> VerifyAsync(GrainStoreOptions options, CancellationToken cancellationToken) =>
        Fault.IsFault || !Readable!.IsSigned || Readable.View().IsSealed ? new(this) : VerifySignatureAsync(options, cancellationToken);

    private async ValueTask<AuthoredGrain> VerifySignatureAsync(GrainStoreOptions options, CancellationToken cancellationToken)
    {
        SignatureCheck check = await options.Verifier.VerifyAsync(Readable!.Envelope, cancellationToken).ConfigureAwait(false);
        return check.IsVerified ? this with { Signer = check.Signer } : Refused(check.Fault);
    }

    /// <summary>Copies a grain first, so that what is judged is what is kept.</summary>
    private static byte[] Own(ReadOnlyMemory<byte> delivered) => delivered.ToArray();

    private static AuthoredGrain Refused(in OmsFault fault) => new(null, null, null, fault);
}
