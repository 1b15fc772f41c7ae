namespace OpenMemory.Signing;

/// <summary>Signs grains: puts them into COSE_Sign1 envelopes (§9.1).</summary>
public static class GrainSigning
{
    /// <summary>Signs a grain.</summary>
    /// <param name="grain">A grain that was written as signed: <see cref="Grain.IsSigned"/> was set before it got its address (OMS-9.2-2).</param>
    /// <param name="key">The signer.</param>
    /// <param name="options">How the envelope is written.</param>
    /// <returns>The same grain, under the same address, with its envelope (OMS-9.1-2).</returns>
    /// <exception cref="OmsException">The grain's signed flag is clear: it can never be wrapped (OMS-9.2-3, R-8).</exception>
    public static GrainBlob Sign(GrainBlob grain, SigningKey key, SignOptions options = default) => throw new NotImplementedException();

    /// <summary>Signs a grain with a signer that may be far away, for example a hardware module.</summary>
    /// <param name="grain">A grain that was written as signed (OMS-9.2-2).</param>
    /// <param name="signer">The signer.</param>
    /// <param name="options">How the envelope is written.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The same grain, under the same address, with its envelope (OMS-9.1-2).</returns>
    /// <exception cref="OmsException">The grain's signed flag is clear, or the signer gave something that is no signature.</exception>
    public static ValueTask<GrainBlob> SignAsync(GrainBlob grain, IGrainSigner signer, SignOptions options = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
