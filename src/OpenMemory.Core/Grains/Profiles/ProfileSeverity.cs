namespace OpenMemory;

/// <summary>How much a finding weighs (RFC 2119).</summary>
public enum ProfileSeverity
{
    /// <summary>A recommendation is not followed.</summary>
    Should,

    /// <summary>The purpose is forbidden for the grain as it is.</summary>
    Must,
}
