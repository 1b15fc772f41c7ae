namespace OpenMemory;

/// <summary>
/// The phase of a Tool grain of a peer that writes none: its fields tell. Whatever has the fields of a complete grain
/// is complete, which is the absent phase.
/// </summary>
internal static class PeerTool
{
    private static readonly string[] s_definition = ["tool_description", "input_schema", "output_schema"];
    private static readonly string[] s_call = ["input", "code"];
    private static readonly string[] s_result = ["content", "is_error", "error", "stdout", "stderr", "exit_code", "duration_ms"];

    /// <summary>Adds the phase where there is none and it can only be one.</summary>
    internal static void InferPhase(Dictionary<string, OmsValue> fields)
    {
        if (fields.ContainsKey("tool_phase") || fields.ContainsKey("_elided")) return; // what is hidden may be what is missing
        bool calls = s_call.Any(fields.ContainsKey), answers = s_result.Any(fields.ContainsKey);
        if (calls == answers)
        {
            if (!calls && s_definition.Any(fields.ContainsKey)) fields["tool_phase"] = "definition";
        }
        else if (calls) fields["tool_phase"] = "call";
        else if (fields.ContainsKey("tool_call_id") && fields.ContainsKey("derived_from")) fields["tool_phase"] = "result";
    }
}
