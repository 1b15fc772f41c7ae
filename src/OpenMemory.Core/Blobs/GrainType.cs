namespace OpenMemory;

/// <summary>
/// The header's type byte (§3.1). 0x0E–0xEF are reserved, 0xF0–0xFF belong to applications; both are ordinary values of
/// this type without a name, read as opaque maps.
/// </summary>
public enum GrainType : byte
{
    /// <summary>Not a type.</summary>
    None = 0,

    /// <summary>A claim about a subject (§8.1).</summary>
    Fact = 0x01,

    /// <summary>A message or occurrence (§8.2).</summary>
    Event = 0x02,

    /// <summary>A snapshot of an agent (§8.3).</summary>
    State = 0x03,

    /// <summary>A graph of steps (§8.4).</summary>
    Workflow = 0x04,

    /// <summary>A tool's definition, call or result (§8.5).</summary>
    Tool = 0x05,

    /// <summary>A measurement or perception (§8.6).</summary>
    Observation = 0x06,

    /// <summary>An objective and its state (§8.7).</summary>
    Goal = 0x07,

    /// <summary>An inference (§8.8).</summary>
    Reasoning = 0x08,

    /// <summary>An agreement of several observers (§8.9).</summary>
    Consensus = 0x09,

    /// <summary>A permission or its withdrawal (§8.10).</summary>
    Consent = 0x0a,

    /// <summary>A skill, or an agent's command of it (§8.11).</summary>
    Skill = 0x0b,

    /// <summary>A proposed change (§8.12).</summary>
    Recommendation = 0x0c,

    /// <summary>What starts a workflow (§8.13).</summary>
    Trigger = 0x0d,
}
