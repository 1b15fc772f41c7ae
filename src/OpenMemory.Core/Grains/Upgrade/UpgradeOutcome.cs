namespace OpenMemory;

/// <summary>What became of a grain that somebody asked to upgrade to 1.6.</summary>
public enum UpgradeOutcome
{
    /// <summary>The grain is what a 1.6 writer would write; it has no successor.</summary>
    Current,

    /// <summary>A successor was made.</summary>
    Upgraded,

    /// <summary>The grain's policy protects it: a successor needs the same authorization as any other (OMS-L-10).</summary>
    Protected,

    /// <summary>A successor cannot be made without a decision: something that 1.6 requires is missing, or not allowed there.</summary>
    Undecided,
}
