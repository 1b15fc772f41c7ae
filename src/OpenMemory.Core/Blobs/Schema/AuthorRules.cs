namespace OpenMemory;

/// <summary>
/// Rules that bind whoever writes a new grain, beyond what readers demand (<see cref="SchemaCheck"/>): closed sets of values,
/// the Tool phases, the Workflow graph, coherent Triggers, one proposal, no index-layer fields, reserved relations, domain
/// profiles. Readers keep what breaks them.
/// </summary>
internal static partial class AuthorRules
{
    /// <summary>Whether every grain of a type must be looked at.</summary>
    internal static bool HasRules(GrainType type) =>
        type is GrainType.Workflow or GrainType.Tool or GrainType.Recommendation or GrainType.Trigger;

    /// <summary>Checks an author's grain.</summary>
    /// <exception cref="OmsException">A rule is broken.</exception>
    internal static void Check(GrainView grain)
    {
        EffectiveMap map = EffectiveMap.For((byte)grain.Type);
        foreach (FieldEntry entry in grain)
        {
            int slot = map.FindKey(entry.Key);
            if (slot < 0) continue;
            if (map.Definitions[slot].HasAuthorRules) CheckField(map.Definitions[slot], entry.Value, grain);
            else if (map.Definitions[slot].Field == Field.Relation) RelationRules.Check(entry.Value, grain.Type);
        }
        ProfileRules.Check(grain);
        switch (grain.Type)
        {
            case GrainType.Workflow: WorkflowRules.Check(grain); break;
            case GrainType.Tool: CheckPhase(grain); break;
            case GrainType.Recommendation: RecommendationRules.Check(grain); break;
            case GrainType.Trigger: TriggerRules.Check(grain); break;
            default: break;
        }
    }

    /// <summary>Reports a broken rule of an author's grain.</summary>
    internal static void Fail(string rule, string message, string field, OmsErrorCode code = OmsErrorCode.Schema) =>
        Throw.Fault(code, rule, message, -1, field);

    private static void CheckField(FieldDefinition definition, FieldValue value, GrainView grain)
    {
        Field field = definition.Field;
        if (definition.IsIndexLayer) Fail("OMS-5.6-1", "An index-layer field is never written into a grain", definition.Name);
        else if (definition.AllowedValues.Length > 0) NestedRules.OneOf(value, definition.AllowedValues, definition.Name);
        else if (field == Field.ContentRefs) EachMap(value, static (entry, path) => NestedRules.ContentRef(entry, path), definition.Name);
        else if (field == Field.EmbeddingRefs) EachMap(value, static (entry, path) => NestedRules.EmbeddingRef(entry, path), definition.Name);
        else if (field == Field.RelatedTo) EachMap(value, static (entry, path) => NestedRules.RelatedTo(entry, path), definition.Name);
        else if (field == Field.ProvenanceChain) EachMap(value, static (entry, path) => NestedRules.Unit(entry, "weight", path), definition.Name);
        else if (field == Field.ContentBlocks) EachMap(value, static (entry, path) => NestedRules.Require(entry, "type", path, "OMS-6.2-1"), definition.Name);
        else if (field == Field.InvalidationPolicy) NestedRules.Policy(value, definition.Name);
        else if (field == Field.Owner) NestedRules.OneOf(value, "type", ClosedValues.OwnerTypes, definition.Name);
        else if (field == Field.RetentionPolicy) NestedRules.NonNegative(value, "minimum_retention_years", definition.Name);
        else if (field == Field.TokenUsage) NestedRules.AllNonNegative(value, definition.Name);
        else if (field == Field.ConsolidationLevel && value.Float64 is not (0 or 1 or 2 or 3))
            Fail("R-27", "The level is not 0, 1, 2 or 3", definition.Name);
        else if (field == Field.ObserverModel && grain.TryGet(Field.ObserverType, out FieldValue observer) && observer.Utf8.SequenceEqual("human"u8))
            Fail("OMS-8.6-5", "A human observer has no model", definition.Name);
    }

    private delegate void MapRule(FieldValue map, string path);

    private static void EachMap(FieldValue array, MapRule rule, string name)
    {
        int index = 0;
        foreach (FieldEntry element in array) rule(element.Value, $"{name}[{index++}]");
    }

    /// <summary>Fields that a Tool phase must not have (OMS-27.1-1).</summary>
    private static void CheckPhase(GrainView grain)
    {
        if (!grain.TryGet(Field.ToolPhase, out FieldValue phase)) return;
        bool isDefinition = phase.Utf8.SequenceEqual("definition"u8);
        if (!isDefinition && !phase.Utf8.SequenceEqual("call"u8)) return;
        ReadOnlySpan<Field> never =
        [
            Field.Content, Field.IsError, Field.Stdout, Field.Stderr, Field.ExitCode, Field.DurationMs, Field.Error, Field.ErrorType,
            Field.Input, Field.ToolCallId,
        ];
        foreach (Field field in isDefinition ? never : never[..^2])
        {
            if (grain.TryGet(field, out _)) Fail("OMS-27.1-1", "The field does not belong to this Tool phase", field.FullName);
        }
    }
}
