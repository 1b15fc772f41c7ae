namespace OpenMemory.Tests;

/// <summary>What a reader is expected to return for what an author gave.</summary>
internal static class Expected
{
    /// <summary>The fields in normalization form C (OMS-4.4-1), null entries of maps left out at every depth (OMS-4.5-1).</summary>
    internal static OmsMap Of(OmsMap map) => new(
        map.Where(static entry => !entry.Value.IsNull)
            .Select(static entry => KeyValuePair.Create(UnicodeData.Normalize(entry.Key), Of(entry.Value))));

    private static OmsValue Of(OmsValue value) => value.Kind switch
    {
        OmsValueKind.Text => UnicodeData.Normalize(value.AsText()),
        OmsValueKind.Array => value.AsArray().Select(Of).ToArray(),
        OmsValueKind.Map => Of(value.AsMap()),
        _ => value,
    };
}
