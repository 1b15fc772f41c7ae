namespace OpenMemory.Store;

/// <summary>Reads Skills that others may have written.</summary>
internal static class SkillReading
{
    private const string Rule = "OMS-28.8-1";

    /// <summary>The Skill in a grain; null where there is none that can be read whole.</summary>
    internal static Skill? TryRead(GrainBlob blob)
    {
        GrainView view = blob.View();
        return !view.IsReadable() || view.IsDisclosed ? null : blob.ToGrain() as Skill;
    }

    /// <summary>The Skill in a grain that another agent may acquire.</summary>
    /// <exception cref="OmsException">There is none.</exception>
    internal static Skill RequireTransferable(GrainBlob blob)
    {
        Skill skill = TryRead(blob) ?? Throw.Fault<Skill>(OmsErrorCode.Schema, Rule, "The grain cannot be read as a Skill", -1, "type");
        if (skill.Transferable != true) Throw.Fault(OmsErrorCode.Schema, Rule, "The Skill is not transferable", -1, "transferable");
        return skill;
    }

    /// <summary>The Workflows that a Skill's strategies name, each once.</summary>
    /// <exception cref="OmsException">A strategy names none.</exception>
    internal static IReadOnlyList<ContentAddress> WorkflowsOf(Skill skill)
    {
        OmsValue strategies = skill.GetValue("strategies");
        if (strategies.IsNull) return [];
        List<ContentAddress> workflows = [];
        if (strategies.Kind != OmsValueKind.Array) Malformed();
        foreach (OmsValue strategy in strategies.AsArray())
        {
            ContentAddress address = default;
            if (strategy.Kind != OmsValueKind.Map || !strategy.AsMap().TryGetValue("workflow", out OmsValue workflow)
                || workflow.Kind != OmsValueKind.Text || !ContentAddress.TryParseReference(workflow.AsText(), out address)) Malformed();
            if (!workflows.Contains(address)) workflows.Add(address);
        }
        return workflows;
    }

    /// <summary>Whether a grain is a Workflow that its receiver can read.</summary>
    internal static bool IsWorkflow(GrainBlob blob)
    {
        GrainView view = blob.View();
        return view.Type == GrainType.Workflow && view.IsReadable() && !view.IsDisclosed;
    }

    private static void Malformed() => Throw.Fault(OmsErrorCode.Schema, "OMS-8.11-4", "A strategy names no Workflow", -1, "strategies");
}
