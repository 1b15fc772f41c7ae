namespace OpenMemory;

/// <summary>Which fields a grain must have, by type, Tool phase and conditions (§8, §27.1, R-31).</summary>
internal static class RequiredFields
{
    private static readonly SlotSet[] s_byType = Build();
    private static readonly EffectiveMap s_tool = EffectiveMap.For((byte)GrainType.Tool);

    private static readonly SlotSet s_definition = s_tool.Slots(Field.Type, Field.CreatedAt, Field.ToolName, Field.ToolDescription, Field.InputSchema);
    private static readonly SlotSet s_call = s_tool.Slots(Field.Type, Field.CreatedAt, Field.ToolName, Field.Input);
    private static readonly SlotSet s_result = s_tool.Slots(Field.Type, Field.CreatedAt, Field.ToolCallId, Field.Content, Field.IsError, Field.DerivedFrom);
    private static readonly SlotSet s_complete = s_tool.Slots(Field.Type, Field.CreatedAt, Field.ToolName, Field.Input, Field.Content, Field.IsError);
    private static readonly SlotSet s_callOfCode = s_tool.Slots(Field.Type, Field.CreatedAt, Field.Code);
    private static readonly SlotSet s_resultOfCode = s_tool.Slots(Field.Type, Field.CreatedAt, Field.ToolCallId, Field.IsError, Field.DerivedFrom);
    private static readonly SlotSet s_completeCode = s_tool.Slots(Field.Type, Field.CreatedAt, Field.Code, Field.IsError);

    /// <summary>The fields a type always needs.</summary>
    internal static ref readonly SlotSet Of(GrainType type) => ref s_byType[(int)type];

    /// <summary>Whether a type needs the same fields whatever their values are.</summary>
    internal static bool AreFixed(GrainType type) =>
        type.HasSchema() && type is not (GrainType.Tool or GrainType.Event or GrainType.Recommendation);

    /// <summary>The fields a Tool grain needs, by its phase and whether it runs code.</summary>
    internal static SlotSet OfTool(ReadOnlySpan<byte> phase, bool runsCode) => phase switch
    {
        _ when phase.SequenceEqual("definition"u8) => s_definition,
        _ when phase.SequenceEqual("call"u8) => runsCode ? s_callOfCode : s_call,
        _ when phase.SequenceEqual("result"u8) => runsCode ? s_resultOfCode : s_result,
        _ => runsCode ? s_completeCode : s_complete,
    };

    private static SlotSet[] Build()
    {
        SlotSet[] sets = new SlotSet[14];
        Set(GrainType.Fact, Field.Subject, Field.Relation, Field.Object, Field.Confidence);
        Set(GrainType.Event);
        Set(GrainType.State, Field.Context);
        Set(GrainType.Workflow, Field.Nodes);
        Set(GrainType.Tool);
        Set(GrainType.Observation, Field.ObserverId, Field.ObserverType);
        Set(GrainType.Goal, Field.Description, Field.GoalState);
        Set(GrainType.Reasoning);
        Set(GrainType.Consensus, Field.ParticipatingObservers, Field.Threshold, Field.AgreementCount, Field.DissentCount);
        Set(GrainType.Consent, Field.SubjectDid, Field.GranteeDid, Field.Scope, Field.IsWithdrawal);
        Set(GrainType.Skill, Field.Name, Field.Description);
        Set(GrainType.Recommendation, Field.TargetRef, Field.Analyzer, Field.Summary, Field.DedupKey);
        Set(GrainType.Trigger, Field.Kind, Field.Workflow);
        return sets;

        void Set(GrainType type, params ReadOnlySpan<Field> fields) =>
            sets[(int)type] = EffectiveMap.For((byte)type).Slots([Field.Type, Field.CreatedAt, .. fields]);
    }
}
