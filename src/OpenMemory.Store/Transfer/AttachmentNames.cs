namespace OpenMemory.Store;

/// <summary>The attachments of the memory's own that a grain names in <c>content_refs</c>.</summary>
internal static class AttachmentNames
{
    /// <summary>The names, as often as they stand there; none of a sealed grain.</summary>
    internal static List<CasUri> In(GrainBlob grain)
    {
        List<CasUri> names = [];
        GrainView view = grain.View();
        if (view.IsSealed || !TryFind(view, out FieldValue references) || references.Kind != OmsValueKind.Array) return names;
        foreach (FieldEntry reference in references)
        {
            if (reference.Value.Kind != OmsValueKind.Map) continue;
            foreach (FieldEntry member in reference.Value)
            {
                bool isUri = member.Key.SequenceEqual("u"u8) || member.Key.SequenceEqual("uri"u8);
                if (isUri && member.Value.Kind == OmsValueKind.Text && CasUri.TryParse(member.Value.ToText(), out CasUri uri)) names.Add(uri);
            }
        }
        return names;
    }

    private static bool TryFind(GrainView view, out FieldValue references) =>
        view.TryGet(Field.ContentRefs, out references)
        || (!view.Type.HasSchema() && (view.TryGet("cr"u8, out references) || view.TryGet("content_refs"u8, out references)));
}
