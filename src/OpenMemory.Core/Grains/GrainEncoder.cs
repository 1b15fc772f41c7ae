namespace OpenMemory;

/// <summary>Turns grain objects into bytes, through the one writer that hot paths use as well.</summary>
internal static class GrainEncoder
{
    internal static GrainBlob Encode(Grain grain, CodecLimits limits)
    {
        GrainWriteOptions options = new()
        {
            Sensitivity = grain.Sensitivity,
            Signed = grain.IsSigned,
            Limits = limits,
            Restore = grain.IsReceived,
            Header = grain.ReceivedHeader,
        };
        using GrainWriter writer = new(grain.Type, options, restore: grain.IsReceived);
        if (grain.Type.HasSchema()) writer.WriteNamed("type", grain.DeclaredType, hasIntegrationKeys: false);
        bool hasIntegrationKeys = HasTag(grain, "profile:integration");
        foreach ((string name, OmsValue value) in grain.AllFields)
        {
            if (grain.Type.HasSchema()) writer.WriteNamed(name, value, hasIntegrationKeys);
            else writer.WriteVerbatim(name, value);
        }
        return writer.ToBlob();
    }

    private static bool HasTag(Grain grain, string tag) =>
        grain.AllFields.TryGetValue("structural_tags", out OmsValue tags) && tags.Kind == OmsValueKind.Array
        && tags.Elements.Contains(tag);
}
