using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>Generates the fields of legal grains of all thirteen types: required ones, some optional ones, and some unknown ones.</summary>
internal static class GrainGen
{
    /// <summary>Fields by full name, <c>type</c> included, as an author would give them.</summary>
    internal static Gen<OmsMap> Fields { get; } =
        from type in Gen.Choose(1, 13).Select(static number => (GrainType)number)
        from fields in Of(type)
        select fields;

    /// <summary>Fields of one type.</summary>
    internal static Gen<OmsMap> Of(GrainType type)
    {
        FieldDefinition[] optional = [.. FieldRegistry.ForType((byte)type).Where(definition => IsFree(type, definition))];
        return
            from required in Required(type)
            from count in Gen.Choose(0, 12)
            from chosen in Gen.Shuffle(optional).Select(shuffled => shuffled.Take(count))
            from given in Gen.CollectToArray(chosen, definition => FieldGen.Of(definition).Select(value => KeyValuePair.Create(definition.Name, value)))
            from extra in Extra
            from created in ValueGen.Integer
            from isIntegration in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(type != GrainType.State)))
            from context in isIntegration ? Integration : Gen.Constant(OmsMap.Empty)
            select new OmsMap([.. given, .. extra, .. required, .. context, new("created_at", created), new("type", type.ToText())]);
    }

    /// <summary>Unknown fields, whose keys sort differently in UTF-16 and in UTF-8.</summary>
    internal static Gen<OmsMap> Extra { get; } =
        from keys in Gen.Elements("my:", "\uFFFF", "\U0001F600", "e\u0301", "\0").SelectMany(start => ValueGen.Text.Select(text => start + text)).ArrayOf().Resize(4)
        from entries in Gen.CollectToArray(
            keys.DistinctBy(UnicodeData.Normalize), key => ValueGen.Value(ValueGen.DeepestValue).Select(value => KeyValuePair.Create(key, value)))
        select new OmsMap(entries);

    /// <summary>The one tag that makes <c>context</c> a compacted map .</summary>
    private static Gen<OmsMap> Integration { get; } =
        from url in ValueGen.Text
        from own in ValueGen.Value(ValueGen.DeepestValue - 1)
        select new OmsMap
        {
            ["structural_tags"] = new[] { "profile:integration", "pii:email" },
            ["context"] = new OmsMap { ["int:base_url"] = url, ["int:read_only"] = true, ["iz"] = own },
        };

    /// <summary>Whether a field may stand in a grain whatever the others are.</summary>
    private static bool IsFree(GrainType type, FieldDefinition definition) =>
        !definition.IsIndexLayer && definition.Field != Field.Type && definition.Field != Field.ToolPhase && definition.Field != Field.ExecutionMode
        && definition.Field != Field.IsWithdrawal && definition.Field != Field.PriorConsent
        && type switch
        {
            GrainType.Workflow => definition.Scope == FieldScope.Core,
            GrainType.Tool => definition.Scope == FieldScope.Core,
            GrainType.Recommendation => definition.Field != Field.ProposalCal && definition.Field != Field.ProposalData && definition.Field != Field.ProposalEdit,
            _ => true,
        };

    private static Gen<OmsMap> Required(GrainType type) =>
        from text in FieldGen.NonEmptyText
        from number in Gen.Choose(0, 70000)
        from unit in FieldGen.Unit
        from map in ValueGen.Map(3)
        from pick in Gen.Choose(0, 3)
        select type switch
        {
            GrainType.Fact => new OmsMap { ["subject"] = text, ["relation"] = "prefers", ["object"] = pick == 0 ? map : text, ["confidence"] = unit },
            GrainType.Event => pick == 0 ? new() { ["content_blocks"] = new OmsValue[] { new OmsMap { ["type"] = "text", ["text"] = text } } } : new() { ["content"] = text },
            GrainType.State => new() { ["context"] = map },
            GrainType.Workflow => Workflow(text, number, pick),
            GrainType.Tool => Tool(text, map, pick),
            GrainType.Observation => new() { ["observer_id"] = text, ["observer_type"] = "llm" },
            GrainType.Goal => new() { ["description"] = text, ["goal_state"] = "active" },
            GrainType.Reasoning => new(),
            GrainType.Consensus => new() { ["participating_observers"] = new[] { text }, ["threshold"] = number, ["agreement_count"] = number, ["dissent_count"] = 0 },
            GrainType.Consent => new() { ["subject_did"] = text, ["grantee_did"] = "did:key:z", ["scope"] = new[] { "store" }, ["is_withdrawal"] = pick == 0, ["prior_consent"] = FieldGen.Address },
            GrainType.Skill => new() { ["name"] = text, ["description"] = text },
            GrainType.Recommendation => Recommendation(text, map),
            _ => Trigger(text, number, pick),
        };

    private static OmsMap Workflow(string text, int number, int pick) => new()
    {
        ["nodes"] = new[] { text, "b", "c" },
        ["edges"] = pick == 0 ? OmsValue.Null : new OmsValue[]
        {
            new OmsMap { ["src"] = text, ["dst"] = "b", ["cond"] = "x > 1", ["mine"] = number },
            new OmsMap { ["src"] = "b", ["dst"] = text, ["max_cycles"] = number },
        },
        ["retries"] = new OmsMap { ["c"] = number },
        ["bindings"] = new OmsMap { [text] = FieldGen.Address },
    };

    private static OmsMap Tool(string text, OmsMap map, int pick) => pick switch
    {
        0 => new() { ["tool_phase"] = "definition", ["tool_name"] = text, ["tool_description"] = "d", ["input_schema"] = map },
        1 => new() { ["tool_phase"] = "call", ["tool_name"] = text, ["input"] = map },
        2 => new() { ["tool_phase"] = "result", ["tool_call_id"] = text, ["content"] = map, ["is_error"] = false, ["derived_from"] = new[] { FieldGen.Address } },
        _ => new() { ["execution_mode"] = "code_exec", ["code"] = text, ["is_error"] = true, ["exit_code"] = -1 },
    };

    private static OmsMap Recommendation(string text, OmsMap map) => new()
    {
        ["target_ref"] = text,
        ["analyzer"] = new OmsMap { ["id"] = "pub.name/1", ["params"] = map },
        ["summary"] = new OmsMap { ["template_id"] = "t", ["args"] = map },
        ["dedup_key"] = DedupKey.Compute("pub.name/1", text, "data"),
        ["proposal_data"] = map,
    };

    private static OmsMap Trigger(string text, int number, int pick) => pick switch
    {
        0 => new() { ["kind"] = "interval", ["workflow"] = FieldGen.Address, ["interval_secs"] = number + 1, ["enabled"] = true },
        1 => new() { ["kind"] = "schedule", ["workflow"] = FieldGen.Address, ["cron"] = text, ["enabled"] = false },
        2 => new() { ["kind"] = "manual", ["workflow"] = FieldGen.Address, ["enabled"] = true },
        _ => new()
        {
            ["kind"] = "composite", ["workflow"] = FieldGen.Address, ["enabled"] = true, ["members"] = new OmsMap { ["a"] = FieldGen.Address, ["b"] = FieldGen.Address },
            ["predicate"] = new OmsMap { ["kind"] = "comparison", ["field"] = "a", ["comparator"] = "eq", ["value"] = true },
        },
    };
}
