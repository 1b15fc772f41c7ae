namespace OpenMemory.Store;

/// <summary>Reads the grains that a grain names as its parents: in <c>derived_from</c>, and a Consent in <c>prior_consent</c> (R-34).</summary>
internal static class DerivedFrom
{
    internal static List<ContentAddress> Read(GrainView view)
    {
        List<ContentAddress> parents = [];
        if (view.TryGet(Field.DerivedFrom, out FieldValue value))
        {
            Add(parents, value); // a bare text means an array of one
            if (value.Kind == OmsValueKind.Array)
            {
                foreach (FieldEntry entry in value) Add(parents, entry.Value);
            }
        }
        if (view.Type == GrainType.Consent && view.TryGet(Field.PriorConsent, out FieldValue prior)) Add(parents, prior);
        return parents;
    }

    private static void Add(List<ContentAddress> parents, FieldValue value)
    {
        if (value.Kind == OmsValueKind.Text && AddressText.TryParseReference(value.Utf8, out ContentAddress parent)) parents.Add(parent);
    }
}
