namespace OpenMemory.Supersession;

/// <summary>Which grains a policy protects besides its own (§23.6). A scope that is not known means both.</summary>
[Flags]
public enum ProtectionScope : byte
{
    /// <summary><c>grain</c>: only its own.</summary>
    Grain = 0,

    /// <summary><c>subtree</c>: all that derive from it, over at most 16 hops.</summary>
    Subtree = 1,

    /// <summary><c>lineage</c>: all grains of its supersession chain.</summary>
    Lineage = 2,
}
