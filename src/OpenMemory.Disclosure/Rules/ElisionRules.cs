namespace OpenMemory.Disclosure;

/// <summary>Which fields disclosure may hide (§10.2, and R-38 where it is silent).</summary>
public static class ElisionRules
{
    private const string Listed = "OMS-10.2-1", Silent = "R-38", Audit = "OMS-8.12.1-3";

    // What a grain must have depends on these, so that without them a reader would ask for other fields.
    private static readonly Field[] s_deciding = [Field.InvalidationPolicy, Field.ToolPhase, Field.ExecutionMode];
    private static readonly Field[] s_alternatives = [Field.ProposalCal, Field.ProposalEdit, Field.ProposalData];

    /// <summary>Whether a field of a grain may be hidden.</summary>
    /// <param name="grain">The grain: what it requires depends on its type, and for some on what it holds.</param>
    /// <param name="field">The full name, for example <c>user_id</c>; the key where the grain's type does not know the field.</param>
    /// <param name="rule">The requirement or ruling that decides.</param>
    /// <returns>Whether it may.</returns>
    public static Elidability Of(in GrainView grain, string field, out string rule)
    {
        ArgumentNullException.ThrowIfNull(field);
        EffectiveMap map = EffectiveMap.For((byte)grain.Type);
        int slot = map.FindName(field);
        rule = Silent;
        if (slot < 0) return OfUnknown(grain.Type, field);
        FieldDefinition definition = map.Definitions[slot];
        if (definition.IsElidable is { } isElidable)
        {
            bool isAuditor = isElidable && definition.Field == Field.ObserverId && IsAudit(grain);
            rule = isAuditor ? Audit : Listed;
            return isElidable && !isAuditor ? Elidability.Elidable : Elidability.Forbidden;
        }
        bool mustStay = definition.IsIndexLayer || field.StartsWith('_') || s_deciding.Contains(definition.Field) || IsRequired(grain, definition.Field, slot);
        return mustStay ? Elidability.Forbidden : Elidability.Unlisted;
    }

    /// <summary>
    /// Whether an Observation may be the record of what became of a Recommendation (§8.12.1). A person's cannot be told from another that
    /// is derived from something, and is taken for one.
    /// </summary>
    private static bool IsAudit(in GrainView grain) =>
        grain.TryGet(Field.ObserverType, out FieldValue observer) && observer.Kind == OmsValueKind.Text
        && (observer.Utf8.StartsWith("rec:"u8) || (observer.Utf8.SequenceEqual("human"u8) && grain.TryGet(Field.DerivedFrom, out _)));

    /// <summary>A key that the type does not know. Of a type without a schema, the keys on which its header and its reading rest stay.</summary>
    private static Elidability OfUnknown(GrainType type, string key)
    {
        bool mustStay = key.StartsWith('_') || (!type.HasSchema() && key is "t" or "type" or "ca" or "created_at" or "ip" or "invalidation_policy");
        return mustStay ? Elidability.Forbidden : Elidability.Unlisted;
    }

    private static bool IsRequired(in GrainView grain, Field field, int slot) => grain.Type switch
    {
        GrainType.Tool => RequiredByTool(grain).Contains(slot),
        GrainType.Event => (field == Field.Content || field == Field.ContentBlocks) && !IsTriple(grain),
        GrainType.Recommendation when s_alternatives.Contains(field) => true,
        _ => RequiredFields.Of(grain.Type).Contains(slot),
    };

    private static SlotSet RequiredByTool(in GrainView grain)
    {
        grain.TryGet(Field.ToolPhase, out FieldValue phase);
        bool runsCode = grain.TryGet(Field.ExecutionMode, out FieldValue mode) && mode.Kind == OmsValueKind.Text && mode.Utf8.SequenceEqual("code_exec"u8);
        return RequiredFields.OfTool(phase.Kind == OmsValueKind.Text ? phase.Utf8 : default, runsCode);
    }

    /// <summary>Whether an Event says what happened as subject, relation and object, and so needs no content (§8.2).</summary>
    private static bool IsTriple(in GrainView grain) => Has(grain, Field.Subject) && Has(grain, Field.Relation) && Has(grain, Field.Object);

    private static bool Has(in GrainView grain, Field field) =>
        grain.TryGet(field, out _) || (grain.TryGet(Field.Elided, out FieldValue elided) && FieldNames.TryFind(elided, field.FullName, out _));
}
