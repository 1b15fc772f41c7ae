namespace OpenMemory;

/// <summary>Reads a grain as it was delivered; the grain keeps its envelope, and the stored bytes of a compressed payload .</summary>
internal static class DeliveredReader
{
    /// <param name="delivered">The blob or the envelope.</param>
    /// <param name="options">How to read.</param>
    /// <param name="tolerance">Receives deviations in the Compatible mode.</param>
    /// <param name="codec">For a payload that is one compressed frame.</param>
    /// <param name="content">The blob as it would be uncompressed, which is another grain; null where it is not compressed.</param>
    /// <exception cref="OmsException">The grain is not sound, or sealed.</exception>
    internal static Grain Read(ReadOnlySpan<byte> delivered, in GrainReadOptions options, Tolerance? tolerance, IMgCodec? codec, out GrainBlob? content)
    {
        if (!DeliveredGrain.TryParse(delivered, options, tolerance, codec, out GrainView view, out OmsFault fault)) Throw.Fault(fault);
        bool isExpanded = CompressedPayload.IsIn(GrainBlob.BytesIn(delivered)), isEnvelope = EnvelopeView.IsEnvelope(delivered);
        content = isExpanded ? GrainBlob.Adopt(view.Bytes.ToArray(), view.IsCanonical) : null;
        return view.ToGrain(isExpanded || isEnvelope ? GrainBlob.AdoptDelivered(delivered.ToArray(), view.IsCanonical && !isExpanded) : null);
    }
}
