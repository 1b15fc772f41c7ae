using System.Buffers;
using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>Reads what disclosure needs of a grain.</summary>
internal static class Readable
{
    private const int LongestReference = 13 + ContentAddress.TextLength; // grain:sha256:

    /// <summary>A view whose fields can be read.</summary>
    /// <exception cref="OmsException">The grain is sealed or compressed.</exception>
    internal static GrainView View(GrainBlob grain)
    {
        GrainView view = grain.View();
        if (view.IsSealed) throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "A sealed grain has no readable fields; open it first", 1));
        if (CompressedPayload.IsIn(view.Header.Flags)) throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "A compressed payload has no readable fields", 1));
        return view;
    }

    /// <summary>
    /// What is wrong with <c>_elided</c> and <c>_disclosure_of</c>, which hold hashes and an address: anything else in them may be a text
    /// that was to be hidden.
    /// </summary>
    internal static OmsFault FaultOfDisclosure(in GrainView view)
    {
        if (view.TryGet(DisclosedBytes.OriginalKey, out FieldValue original) && !TryReadReference(original, out _))
            return new(OmsErrorCode.HashFormat, "R-25", "_disclosure_of is not an address", original.Offset, "_disclosure_of");
        if (!view.TryGet(DisclosedBytes.ElidedKey, out FieldValue elided)) return default;
        if (elided.Kind != OmsValueKind.Map) return new(OmsErrorCode.Schema, "OMS-10.3-1", "_elided is not a map", elided.Offset, "_elided");
        foreach (FieldEntry entry in elided)
        {
            if (!TryReadReference(entry.Value, out _)) return new(OmsErrorCode.HashFormat, "R-25", "A hash in _elided is none", entry.Value.Offset, "_elided");
        }
        return default;
    }

    /// <summary>Reads a hash as <c>_elided</c> holds it, or an address as <c>_disclosure_of</c> does .</summary>
    internal static bool TryReadReference(FieldValue value, out ContentAddress digest)
    {
        digest = default;
        Span<char> text = stackalloc char[LongestReference];
        return value.Kind == OmsValueKind.Text && value.Count <= text.Length
            && Ascii.ToUtf16(value.Utf8, text, out int length) == OperationStatus.Done
            && ContentAddress.TryParseReference(text[..length], out digest);
    }
}
