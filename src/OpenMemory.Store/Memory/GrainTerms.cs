using System.Globalization;

namespace OpenMemory.Store;

/// <summary>The terms by which the in-memory store finds a grain.</summary>
internal static class GrainTerms
{
    /// <summary>Collects the hashes of a grain's terms; none of a sealed or compressed one, whose fields cannot be read.</summary>
    internal static void Collect(GrainView grain, List<uint> terms)
    {
        terms.Clear();
        if (grain.IsSealed) return;
        if (grain.IsCanonical && grain.Type.HasSchema())
        {
            foreach (FieldEntry entry in grain)
            {
                Field field = entry.Field;
                if (IndexedFields.Contains(field)) CollectValue(field, entry.Value, isCanonical: true, terms);
            }
        }
        else
        {
            foreach (Field field in IndexedFields.All)
            {
                if (grain.TryGetCore(field, out FieldValue value)) CollectValue(field, value, grain.IsCanonical, terms);
            }
        }
        if ((grain.Header.Flags & GrainFlags.HasContentRefs) == 0 && grain.IsCanonical && grain.Type.HasSchema()) return;
        foreach (CasUri uri in Attachments.Of(grain)) terms.Add(Of(uri));
    }

    /// <summary>The hash of an attachment that grains name.</summary>
    internal static uint Of(CasUri uri)
    {
        Span<byte> utf8 = stackalloc byte[ContentAddress.TextLength];
        uri.Address.TryFormat(utf8, out int length, default, CultureInfo.InvariantCulture);
        return TermHash.Of(Field.ContentRefs, utf8[..length]);
    }

    private static void CollectValue(Field field, FieldValue value, bool isCanonical, List<uint> terms)
    {
        if (value.Kind == OmsValueKind.Text) terms.Add(Of(field, value.Utf8, isCanonical));
        else if (value.Kind == OmsValueKind.Array)
        {
            foreach (FieldEntry element in value)
            {
                if (element.Value.Kind == OmsValueKind.Text) terms.Add(Of(field, element.Value.Utf8, isCanonical));
            }
        }
    }

    private static uint Of(Field field, ReadOnlySpan<byte> utf8, bool isCanonical) =>
        TermHash.Of(field, isCanonical ? utf8 : Nfc.Normalized(utf8));
}
