using OpenMemory.Disclosure;

namespace OpenMemory.Store;

/// <summary>Finds, without copying a grain, of which other grain it is a disclosed view (§10.4).</summary>
internal static class DisclosedOriginal
{
    /// <summary>Reads the address in <c>_disclosure_of</c>.</summary>
    /// <returns>Whether the grain names an original.</returns>
    internal static bool TryGet(GrainView grain, out ContentAddress original)
    {
        original = default;
        return grain.TryGet(DisclosedBytes.OriginalKey, out FieldValue text) && Readable.TryReadReference(text, out original);
    }
}
