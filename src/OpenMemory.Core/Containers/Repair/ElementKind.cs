namespace OpenMemory;

/// <summary>What stands at a place of a damaged file.</summary>
internal enum ElementKind : byte
{
    /// <summary>Nothing that could be told to be an element.</summary>
    None,

    /// <summary>A sound grain.</summary>
    Grain,

    /// <summary>A signed grain: where it ends can be told, whether it is sound cannot.</summary>
    Envelope,
}
