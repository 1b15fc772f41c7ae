namespace OpenMemory;

/// <summary>What became of a grain that somebody asked to upgrade to 1.6.</summary>
public enum UpgradeOutcome
{
    /// <summary>An author could write the grain today as it is; it has no successor.</summary>
    Current,

    /// <summary>A successor was made.</summary>
    Upgraded,

    /// <summary>The grain's policy protects it: a successor needs the same authorization as any other (OMS-L-10).</summary>
    Protected,

    /// <summary>
    /// A successor cannot be made without a decision: something that 1.6 requires is missing, or not allowed there, or its
    /// type has no schema.
    /// </summary>
    Undecided,
}
