namespace OpenMemory;

/// <summary>The order in which schema faults of one grain are reported (OMS-19-2): the lowest one wins. The first is no matter of schema.</summary>
internal enum SchemaRank : byte
{
    Canonical,
    NoType,
    TypeMismatch,
    Missing,
    Kind,
    Empty,
    Range,
    Sensitivity,
    None,
}
