namespace OpenMemory.Signing;

/// <summary>What can be said of a grain that came without an envelope: that it has no signature, or that it is not sound.</summary>
internal static class BareCheck
{
    private static readonly OmsFault[] s_sealed = [new(OmsErrorCode.NotSupported, "R-9", "The grain is sealed: what is in it may be signed", 1)];

    internal static SignatureCheck Of(ReadOnlySpan<byte> blob, in GrainReadOptions options)
    {
        if (!GrainView.TryParse(blob, out GrainView grain, out OmsFault fault, options with { InsideEnvelope = false }))
            return new() { Status = SignatureStatus.Malformed, Fault = fault };
        return new()
        {
            Status = SignatureStatus.NoSignature,
            Grain = GrainBlob.Adopt(blob.ToArray(), grain.IsCanonical),
            Warnings = grain.IsSealed ? s_sealed : [],
        };
    }
}
