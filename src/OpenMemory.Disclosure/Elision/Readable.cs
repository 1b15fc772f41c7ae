using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>Reads what disclosure needs of a grain.</summary>
internal static class Readable
{
    /// <summary>A view whose fields can be read.</summary>
    /// <exception cref="OmsException">The grain is sealed or compressed.</exception>
    internal static GrainView View(GrainBlob grain)
    {
        GrainView view = grain.View();
        if (view.IsSealed) throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "A sealed grain has no readable fields; open it first", 1));
        if (CompressedPayload.IsIn(view.Header.Flags)) throw new OmsException(new(OmsErrorCode.NotSupported, "R-9", "A compressed payload has no readable fields", 1));
        return view;
    }

    /// <summary>Reads a hash as <c>_elided</c> holds it.</summary>
    internal static bool TryReadHash(FieldValue value, out ElisionHash hash)
    {
        Span<char> text = stackalloc char[ElisionHash.TextLength];
        hash = default;
        return TryReadText(value, text) && ElisionHash.TryParse(text, out hash);
    }

    /// <summary>Reads an address as <c>_disclosure_of</c> holds it.</summary>
    internal static bool TryReadHash(FieldValue value, out ContentAddress address)
    {
        Span<char> text = stackalloc char[ElisionHash.TextLength];
        address = default;
        return TryReadText(value, text) && text.StartsWith(ElisionHash.Prefix, StringComparison.OrdinalIgnoreCase)
            && ContentAddress.TryParse(text[ElisionHash.Prefix.Length..], out address);
    }

    private static bool TryReadText(FieldValue value, Span<char> text) =>
        value.Kind == OmsValueKind.Text && value.Count == text.Length && Ascii.ToUtf16(value.Utf8, text, out _) == System.Buffers.OperationStatus.Done;
}
