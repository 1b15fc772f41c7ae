namespace OpenMemory.Signing;

/// <summary>
/// The signatures of <c>supersession_auth</c>, by which several DIDs together allow a grain under <c>quorum</c> to be superseded (§23.2, R-35).
/// Each is a COSE_Sign1 with a detached payload: <c>"mg-supersede/1"</c>, a zero byte, the old address as 64 characters, a zero byte, and the
/// SHA-256 of the new grain without its <c>supersession_auth</c>. So all can sign before the new grain is written.
/// </summary>
public static class SupersessionAuthorization
{
    /// <summary>Signs one supersession.</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The new grain; its own <c>supersession_auth</c> does not count, so a draft without it will do.</param>
    /// <param name="key">The key of an authorized DID.</param>
    /// <returns>One element of <c>supersession_auth</c>.</returns>
    public static byte[] Sign(ContentAddress old, GrainBlob successor, SigningKey key) => throw new NotImplementedException();

    /// <summary>Finds out who allowed a supersession.</summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The new grain.</param>
    /// <param name="verifier">Finds keys.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The DIDs of valid signatures, each once; those of another form, or that do not verify, do not count.</returns>
    public static ValueTask<IReadOnlyList<string>> VerifyAsync(
        ContentAddress old, GrainBlob successor, SignatureVerifier verifier, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
