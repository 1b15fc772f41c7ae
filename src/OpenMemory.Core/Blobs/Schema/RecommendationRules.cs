namespace OpenMemory;

/// <summary>A Recommendation's proposal, analyzer, summary and computed <c>dedup_key</c> (§8.12).</summary>
internal static class RecommendationRules
{
    private const int LongestCal = 8192;

    internal static void Check(GrainView grain)
    {
        string? action = null;
        foreach ((Field field, string kind) in (ReadOnlySpan<(Field, string)>)
            [(Field.ProposalCal, "cal"), (Field.ProposalEdit, "edit"), (Field.ProposalData, "data")])
        {
            if (!grain.TryGet(field, out FieldValue proposal)) continue;
            if (action is not null) AuthorRules.Fail("OMS-8.12-1", "There is more than one proposal", field.FullName);
            if (kind == "cal" && proposal.Count > LongestCal) AuthorRules.Fail("OMS-8.12-13", "The proposal is longer than 8192 bytes", field.FullName);
            action = kind;
        }
        if (grain.TryGet(Field.Summary, out FieldValue summary)) NestedRules.Require(summary, "template_id", "summary", "OMS-8.12-4");
        if (!grain.TryGet(Field.Analyzer, out FieldValue analyzer)) return; // elided
        NestedRules.Require(analyzer, "id", "analyzer", "R-27");
        CheckKey(grain, analyzer, action);
    }

    private static void CheckKey(GrainView grain, FieldValue analyzer, string? action)
    {
        if (action is null || !grain.TryGet(Field.TargetRef, out FieldValue target) || !grain.TryGet(Field.DedupKey, out FieldValue key)) return;
        if (!NestedRules.TryGet(analyzer, "id", out FieldValue id) || id.Kind != OmsValueKind.Text) AuthorRules.Fail("R-27", "The id is not a text", "analyzer.id");
        if (key.ToText() != DedupKey.Compute(id.ToText(), target.ToText(), action))
            AuthorRules.Fail("OMS-8.12-7", "The dedup_key is not the computed one", "dedup_key");
    }
}
