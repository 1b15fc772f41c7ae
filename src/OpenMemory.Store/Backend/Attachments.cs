using System.Text;

namespace OpenMemory.Store;

/// <summary>Reads the attachments of this memory that a grain names in <c>content_refs</c> (§7.1.1).</summary>
internal static class Attachments
{
    internal static List<CasUri> Of(GrainView view)
    {
        List<CasUri> found = [];
        if (view.IsSealed || !view.TryGetCore(Field.ContentRefs, out FieldValue references) || references.Kind != OmsValueKind.Array) return found;
        foreach (FieldEntry reference in references)
        {
            foreach (FieldEntry part in reference.Value)
            {
                if (part.Value.Kind == OmsValueKind.Text && IsUri(part.Key) && TryParse(part.Value.Utf8, out CasUri uri)) found.Add(uri);
            }
        }
        return found;
    }

    private static bool IsUri(ReadOnlySpan<byte> key) => key.SequenceEqual("u"u8) || key.SequenceEqual("uri"u8);

    private static bool TryParse(ReadOnlySpan<byte> utf8, out CasUri uri)
    {
        uri = default;
        return utf8.StartsWith("cas:"u8) && utf8.Length <= 128 && CasUri.TryParse(Encoding.UTF8.GetString(utf8), out uri);
    }
}
