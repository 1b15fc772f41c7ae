namespace OpenMemory;

/// <summary>Which grains a field belongs to (§6).</summary>
public enum FieldScope : byte
{
    /// <summary>All grains (§6.1).</summary>
    Core,

    /// <summary>Event (§6.2).</summary>
    Event,

    /// <summary>State (§6.3).</summary>
    State,

    /// <summary>Workflow (§6.4).</summary>
    Workflow,

    /// <summary>Tool (§6.5).</summary>
    Tool,

    /// <summary>Observation (§6.6).</summary>
    Observation,

    /// <summary>Goal (§6.7).</summary>
    Goal,

    /// <summary>Consent (§6.8).</summary>
    Consent,

    /// <summary>Reasoning (§6.9).</summary>
    Reasoning,

    /// <summary>Consensus (§6.10).</summary>
    Consensus,

    /// <summary>Delegation by a Fact or Goal (§6.11).</summary>
    Delegation,

    /// <summary>Skill (§6.12).</summary>
    Skill,

    /// <summary>Recommendation (§6.13).</summary>
    Recommendation,

    /// <summary>Trigger (§6.14).</summary>
    Trigger,
}
