namespace OpenMemory;

/// <summary>
/// An author's relation under <c>mg:</c> is one that the specification has (OMS-8-7). The types of its table are typical ones,
/// with a single exception: <c>mg:revokes</c> is "Consent only" (§8), since an authorization is revoked by supersession.
/// </summary>
internal static class RelationRules
{
    internal static void Check(FieldValue relation, GrainType type)
    {
        if (relation.Kind != OmsValueKind.Text || !RelationVocabulary.IsReserved(relation.Utf8)) return;
        if (!RelationVocabulary.IsKnown(relation.Utf8))
            AuthorRules.Fail("OMS-8-7", "The relation is not one of those that the specification has under mg:", Field.Relation.FullName);
        if (type != GrainType.Consent && relation.Utf8.SequenceEqual("mg:revokes"u8))
            AuthorRules.Fail("OMS-12.6.3-2", "Only a Consent revokes; an authorization is superseded", Field.Relation.FullName);
    }
}
