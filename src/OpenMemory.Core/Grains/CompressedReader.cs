namespace OpenMemory;

/// <summary>Reads a grain whose payload is one compressed frame; the grain keeps the stored bytes and their address .</summary>
internal static class CompressedReader
{
    /// <param name="blob">The stored bytes.</param>
    /// <param name="options">How to read what comes out of the frame.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="tolerance">Receives deviations in the Compatible mode.</param>
    /// <param name="content">The blob as it would be uncompressed, which is another grain.</param>
    internal static Grain Read(ReadOnlySpan<byte> blob, in GrainReadOptions options, IMgCodec codec, Tolerance? tolerance, out GrainBlob content)
    {
        if (!CompressedPayload.TryExpand(blob, codec, options.EffectiveLimits, out byte[] expanded, out OmsFault fault)) Throw.Fault(fault);
        if (!GrainView.TryParse(expanded, out GrainView view, out fault, options, tolerance)) Throw.Fault(fault);
        content = GrainBlob.Adopt(expanded, view.IsCanonical);
        return view.ToGrain(GrainBlob.Adopt(blob.ToArray(), isCanonical: false));
    }
}
