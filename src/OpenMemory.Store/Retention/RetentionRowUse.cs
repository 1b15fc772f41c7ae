namespace OpenMemory.Store;

/// <summary>How <c>retention:</c> rows of the metadata table act (§28.4.1, R-53).</summary>
public enum RetentionRowUse : byte
{
    /// <summary>Their days are a minimum age: nothing is demoted or removed before. A row that another host sent destroys nothing so.</summary>
    Minimum,

    /// <summary>Their days are when grains are removed: after the rules of the policy, each row is a rule of its own.</summary>
    Removal,

    /// <summary>They do not act.</summary>
    Ignored,
}
