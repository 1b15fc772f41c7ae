namespace OpenMemory;

/// <summary>
/// A trigger that was written as an Observation becomes a Trigger (legacy §6). The old form does not say which Workflow it
/// starts: that the operator must (OMS-L-17).
/// </summary>
internal static class LegacyTrigger
{
    private static readonly (string Suffix, string Kind)[] s_kinds =
        [("polling", "polling"), ("schedule", "schedule"), ("webhook", "webhook"), ("listener", "webhook")];

    private static readonly string[] s_impliedModes = ["periodic", "continuous", "scheduled"];

    internal static void Apply(SuccessorDraft draft, ContentAddress? workflow)
    {
        const string prefix = "trigger:";
        if (draft.Type != GrainType.Observation || draft.GetText("observer_type") is not { } observer || !observer.StartsWith(prefix, StringComparison.Ordinal)) return;
        int index = Array.FindIndex(s_kinds, entry => entry.Suffix == observer[prefix.Length..]);
        if (index < 0) return; // a firing, for example, is not a definition

        draft.Type = GrainType.Trigger;
        Move(draft, "observer_id", "connector");
        Move(draft, "observation_scope", "scope");
        draft.Remove("observer_type");
        if (draft.GetText("observation_mode") is { } mode && s_impliedModes.Contains(mode)) draft.Remove("observation_mode");
        MoveContext(draft);
        draft.Set("kind", s_kinds[index].Kind, "a Trigger for an Observation");
        if (workflow is { } address) draft.Set("workflow", address.ToString());
        else draft.Fail(new(OmsErrorCode.Schema, "OMS-L-17", "The old form does not name the Workflow that it starts", -1, "workflow"));
    }

    /// <summary>Settings become fields where 1.6 has them, and the connector's configuration otherwise.</summary>
    private static void MoveContext(SuccessorDraft draft)
    {
        if (draft.Get("context") is not { Kind: OmsValueKind.Map } context) return;
        Dictionary<string, OmsValue> rest = new(StringComparer.Ordinal), config = new(StringComparer.Ordinal);
        foreach ((string key, OmsValue value) in context.AsMap())
        {
            string name = NestedMap.Integration.Expand(key);
            if (name == "int:poll_interval_secs") draft.Set("interval_secs", value);
            else if (name == "int:cron_expression") draft.Set("cron", value);
            else if (name.StartsWith("int:", StringComparison.Ordinal)) config[name] = value;
            else rest[key] = value;
        }
        draft.Remove("context");
        if (rest.Count > 0) draft.Set("context", OmsMap.Adopt(rest));
        if (config.Count > 0) draft.Set("config", OmsMap.Adopt(config));
    }

    private static void Move(SuccessorDraft draft, string from, string to)
    {
        draft.Set(to, draft.Get(from));
        draft.Remove(from);
    }
}
