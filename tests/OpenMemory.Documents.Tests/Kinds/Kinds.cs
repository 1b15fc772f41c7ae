namespace OpenMemory.Documents.Tests;

/// <summary>All examples of docs/grain-kinds.md, each with the type that it shows.</summary>
internal static class Kinds
{
    private static readonly EpochMilliseconds s_now = EpochMilliseconds.ParseIso8601("2026-03-09T10:00:00Z");

    private static readonly ContentAddress s_call = KindsExamples.Events(s_now)[0].ToBlob().Address;
    private static readonly ContentAddress s_charges = KindsExamples.Tools(s_now)[1].ToBlob().Address;
    private static readonly ContentAddress s_goal = KindsExamples.Goals(s_now, s_call)[0].ToBlob().Address;
    private static readonly ContentAddress s_escalation = KindsExamples.Workflows(s_now)[0].ToBlob().Address;

    internal static IReadOnlyDictionary<GrainType, Grain[]> All { get; } = new Dictionary<GrainType, Grain[]>
    {
        [GrainType.Fact] = [.. KindsExamples.Facts(s_now, s_call), .. KindsExamples.Extras(s_now), .. KindsExamples.Shared(s_now, 1740787200000, s_call)],
        [GrainType.Event] = KindsExamples.Events(s_now),
        [GrainType.State] = KindsExamples.States(s_now, s_goal, s_call),
        [GrainType.Workflow] = KindsExamples.Workflows(s_now),
        [GrainType.Tool] = KindsExamples.Tools(s_now),
        [GrainType.Observation] = KindsExamples.Observations(s_now, s_call),
        [GrainType.Goal] = KindsExamples.Goals(s_now, s_call),
        [GrainType.Reasoning] = KindsExamples.Reasonings(s_now, s_charges),
        [GrainType.Consensus] = KindsExamples.Consensuses(s_now),
        [GrainType.Consent] = KindsExamples.Consents(s_now),
        [GrainType.Skill] = KindsExamples.Skills(s_now, s_escalation),
        [GrainType.Recommendation] = KindsExamples.Recommendations(s_now, s_charges),
        [GrainType.Trigger] = KindsExamples.Triggers(s_now, s_escalation),
        [(GrainType)0xf0] = KindsExamples.Custom(s_now),
    };
}
