namespace OpenMemory.Fuzzing;

/// <summary>What holds for every envelope, sound or not (OMS-9.1-1, OMS-9.2-1): refused with a proper fault, or read as what stands there.</summary>
internal static class EnvelopeInvariants
{
    /// <summary>Checks one grain as it was delivered.</summary>
    /// <returns>The code it was refused with; <see cref="OmsErrorCode.None"/> when it was accepted.</returns>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static OmsErrorCode Check(in FuzzCase input)
    {
        byte[] bytes = input.Bytes;
        bool isEnvelope = EnvelopeView.TryParse(bytes, out EnvelopeView envelope, out OmsFault fault);
        FindingException.Unless(fault.IsFault != isEnvelope, "a fault and acceptance at once, or neither");
        if (isEnvelope) CheckView(envelope, bytes);
        else BlobInvariants.CheckFault(fault, bytes.Length);

        bool isGrain = GrainView.TryParseDelivered(bytes, out GrainView grain, out OmsFault refused, input.Options);
        FindingException.Unless(refused.IsFault != isGrain, "delivered: a fault and acceptance at once, or neither");
        FindingException.Unless(isEnvelope || !isGrain || !EnvelopeView.IsEnvelope(bytes), "a grain out of an envelope that is none");
        if (!isGrain)
        {
            BlobInvariants.CheckFault(refused, bytes.Length);
            return refused.Code;
        }
        GrainBlob blob = GrainBlob.ParseDelivered(bytes, input.Options);
        FindingException.Unless(blob.Delivered.Span.SequenceEqual(bytes), "delivered again, it is other bytes");
        FindingException.Unless(blob.IsSigned == isEnvelope, "the signed flag and the envelope do not agree");
        FindingException.Unless(blob.Address == grain.ComputeAddress(), "the address is not that of the blob");
        FindingException.Unless(GrainBlob.BytesIn(bytes).SequenceEqual(blob.Span), "a container would find another blob");
        return OmsErrorCode.None;
    }

    private static void CheckView(EnvelopeView envelope, byte[] bytes)
    {
        FindingException.Unless(!envelope.KeyId.IsEmpty && !envelope.ProtectedHeader.IsEmpty, "nobody is named");
        FindingException.Unless(envelope.Bytes.SequenceEqual(bytes), "the view is of other bytes");
        FindingException.Unless(envelope.Payload.SequenceEqual(bytes.AsSpan(envelope.PayloadOffset, envelope.Payload.Length)), "the payload is elsewhere");
        FindingException.Unless(envelope.Signature.SequenceEqual(bytes.AsSpan(bytes.Length - envelope.Signature.Length)), "the signature is not at the end");
    }
}
