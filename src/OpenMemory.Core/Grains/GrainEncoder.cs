namespace OpenMemory;

/// <summary>Turns grain objects into bytes, through the one writer that hot paths use as well.</summary>
internal static class GrainEncoder
{
    internal static GrainBlob Encode(Grain grain, CodecLimits limits)
    {
        if ((grain.ReceivedBlob ?? grain.ReceivedEnveloped) is { } original) return Within(limits, original); // never re-encoded (OMS-L-2)
        GrainWriteOptions options = new()
        {
            Sensitivity = grain.Sensitivity,
            Signed = grain.IsSigned,
            Encoding = grain.Encoding,
            // What was read once may be written again, whatever limits it was read with.
            Limits = grain.IsReceived && limits == default ? CodecLimits.Trusted : limits,
            Restore = grain.IsReceived,
            Header = grain.ReceivedHeader,
        };
        using GrainWriter writer = new(grain.Type, options, writesType: false);
        if (grain.Type.HasSchema() && grain.WrittenType is { } type) writer.WriteNamed("type", type);
        foreach ((string name, OmsValue value) in grain.AllFields)
        {
            if (grain.Type.HasSchema()) writer.WriteNamed(name, value);
            else writer.WriteVerbatim(name, value);
        }
        return writer.ToBlob();
    }

    private static GrainBlob Within(CodecLimits limits, GrainBlob blob)
    {
        if (limits != default && blob.Length > limits.OrDefault.MaxBlobBytes)
            Throw.Fault(OmsErrorCode.Corrupt, "OMS-18-1", $"The blob is larger than {limits.OrDefault.MaxBlobBytes} bytes");
        return blob;
    }
}
