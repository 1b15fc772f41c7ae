namespace OpenMemory;

/// <summary>Reads a grain as it is delivered: a blob, or the COSE_Sign1 envelope around one (OMS-9.2-4). No signature is verified.</summary>
internal static class DeliveredGrain
{
    /// <summary>Validates a delivered grain.</summary>
    /// <param name="delivered">The blob or the envelope.</param>
    /// <param name="options">How to read; of bytes that are no envelope it says whether they came out of one.</param>
    /// <param name="tolerance">Receives deviations in the Compatible mode.</param>
    /// <param name="codec">For a compressed payload; without it, such a grain is not supported .</param>
    /// <param name="grain">The blob; of a compressed payload, a view over its expanded form.</param>
    /// <param name="fault">What is wrong; the offset counts from the beginning of the delivered bytes.</param>
    internal static bool TryParse(
        ReadOnlySpan<byte> delivered, scoped in GrainReadOptions options, Tolerance? tolerance, IMgCodec? codec, out GrainView grain, out OmsFault fault)
    {
        if (options.Mode == ReadingMode.Compatible) tolerance ??= new();
        if (!EnvelopeView.IsEnvelope(delivered)) return TryParseBlob(delivered, options, tolerance, codec, out grain, out fault);
        grain = default;
        if (!EnvelopeView.TryParse(delivered, out EnvelopeView envelope, out fault)) return false;
        int before = tolerance?.Listed.Count ?? 0;
        bool isSound = TryParseBlob(envelope.Payload, options with { InsideEnvelope = true }, tolerance, codec, out grain, out fault);
        tolerance?.Move(before, envelope.PayloadOffset);
        if (!isSound) fault = fault.At(envelope.PayloadOffset);
        return isSound;
    }

    private static bool TryParseBlob(
        ReadOnlySpan<byte> blob, scoped in GrainReadOptions options, Tolerance? tolerance, IMgCodec? codec, out GrainView grain, out OmsFault fault)
    {
        if (codec is not null && CompressedPayload.IsIn(blob))
        {
            grain = default;
            if (!CompressedPayload.TryExpand(blob, codec, options.EffectiveLimits, out byte[] expanded, out fault)) return false;
            blob = expanded;
        }
        return GrainView.TryParse(blob, out grain, out fault, options, tolerance);
    }
}
