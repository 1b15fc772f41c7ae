namespace OpenMemory;

/// <summary>An author's relation under <c>mg:</c> is one that the specification has (OMS-8-7).</summary>
internal static class RelationRules
{
    internal static void Check(FieldValue relation)
    {
        if (relation.Kind == OmsValueKind.Text && RelationVocabulary.IsReserved(relation.Utf8) && !RelationVocabulary.IsKnown(relation.Utf8))
            AuthorRules.Fail("OMS-8-7", "The relation is not one of those that the specification has under mg:", Field.Relation.FullName);
    }
}
