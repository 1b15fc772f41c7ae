namespace OpenMemory.Store;

/// <summary>Reads the attachments of this memory that a grain names in <c>content_refs</c> (§7.1.1).</summary>
internal static class Attachments
{
    internal static List<CasUri> Of(GrainView view)
    {
        List<CasUri> found = [];
        CasReferences references = CasReferences.Of(view);
        while (references.MoveNext()) found.Add(references.Current);
        return found;
    }
}
