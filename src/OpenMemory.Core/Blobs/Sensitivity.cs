namespace OpenMemory;

/// <summary>How sensitive a grain is, as the header's bits 6–7 say (§13). Metadata for routing, never a decision.</summary>
public enum Sensitivity : byte
{
    /// <summary>Nothing sensitive is known.</summary>
    Public = 0,

    /// <summary>Internal: required by <c>reg:</c> tags.</summary>
    Internal = 1,

    /// <summary>Personal data: required by <c>pii:</c>, <c>sec:</c> and <c>legal:</c> tags.</summary>
    Pii = 2,

    /// <summary>Health data: required by <c>phi:</c> tags.</summary>
    Phi = 3,
}
