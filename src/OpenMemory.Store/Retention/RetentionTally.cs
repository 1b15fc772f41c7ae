namespace OpenMemory.Store;

/// <summary>What one rule came to in a run. Of a dry run, what it would have come to.</summary>
public sealed record RetentionTally
{
    /// <summary>The rule; of a row of the metadata table, the rule that was made of it.</summary>
    public required RetentionRule Rule { get; init; }

    /// <summary>Grains that the rule decided on.</summary>
    public long LookedAt { get; internal set; }

    /// <summary>Grains that went from hot to warm.</summary>
    public long Warmed { get; internal set; }

    /// <summary>Grains that went from warm to cold.</summary>
    public long Cooled { get; internal set; }

    /// <summary>Grains that went up again, because they are younger than their tier: they were read meanwhile, or the rule became milder.</summary>
    public long Promoted { get; internal set; }

    /// <summary>Grains that were removed.</summary>
    public long Removed { get; internal set; }

    /// <summary>Grains that were due, and are under a litigation hold (OMS-23.2-3).</summary>
    public long KeptByHold { get; internal set; }

    /// <summary>Grains that were due, and whose own <c>retention_policy</c> wants them kept, or cannot be read .</summary>
    public long KeptByRetentionPolicy { get; internal set; }

    /// <summary>Grains that were due, and are important, sure or often read.</summary>
    public long KeptByValue { get; internal set; }

    /// <summary>Grains that were due, and are younger than a minimum age.</summary>
    public long KeptByMinimumAge { get; internal set; }

    /// <summary>
    /// Grains that were due to be removed, and on which others rest: a withdrawn Consent or a withdrawal (OMS-8.10-4), a Consent that a grain
    /// names, the record of a Recommendation that is here, and what hands the protection of a policy on to grains that derive from it.
    /// </summary>
    public long KeptForOthers { get; internal set; }

    /// <summary>Grains that were due to be cooled or removed, and rest until <see cref="RetentionOptions.RestBeforeRemoval"/> is over.</summary>
    public long Resting { get; internal set; }
}
