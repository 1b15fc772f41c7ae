namespace OpenMemory;

/// <summary>The values a number may take (OMS-6.1-1).</summary>
public enum FieldRange : byte
{
    /// <summary>Whatever the type holds.</summary>
    None,

    /// <summary>0 … 1, both included.</summary>
    Unit,

    /// <summary>Zero and above.</summary>
    NonNegative,
}
