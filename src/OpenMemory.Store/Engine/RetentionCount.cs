namespace OpenMemory.Store;

/// <summary>Decisions of one scope, which count only once it has committed.</summary>
internal sealed class RetentionCount
{
    private readonly List<RetentionDecision> _decisions = [];

    /// <summary>Whether a grain was moved to the cold tier, or removed from it.</summary>
    internal bool HasCooled { get; private set; }

    internal bool HasRemoved { get; private set; }

    internal void Add(in RetentionDecision decision)
    {
        _decisions.Add(decision);
        HasCooled |= decision.Step == RetentionStep.Cool;
        HasRemoved |= decision.Step == RetentionStep.Remove;
    }

    /// <summary>Adds the decisions to the counts of their rules.</summary>
    internal void Keep()
    {
        foreach (RetentionDecision decision in _decisions) Count(decision);
        _decisions.Clear();
    }

    internal static void Count(in RetentionDecision decision)
    {
        RetentionTally tally = decision.Rule;
        tally.LookedAt++;
        switch (decision.Step)
        {
            case RetentionStep.Warm: tally.Warmed++; break;
            case RetentionStep.Cool: tally.Cooled++; break;
            case RetentionStep.Promote: tally.Promoted++; break;
            case RetentionStep.Remove: tally.Removed++; break;
            case RetentionStep.Rest: tally.Resting++; break;
            case RetentionStep.KeepHold: tally.KeptByHold++; break;
            case RetentionStep.KeepRetentionPolicy: tally.KeptByRetentionPolicy++; break;
            case RetentionStep.KeepValue: tally.KeptByValue++; break;
            case RetentionStep.KeepMinimumAge: tally.KeptByMinimumAge++; break;
            case RetentionStep.KeepForOthers: tally.KeptForOthers++; break;
            default: break;
        }
    }
}
