namespace OpenMemory.Supersession;

/// <summary>One thing that is wrong with a chain.</summary>
/// <param name="Kind">What.</param>
/// <param name="Grain">The grain at which it shows.</param>
/// <param name="Other">The grain that is missing, or to which a cycle returns.</param>
public readonly record struct ChainFault(ChainFaultKind Kind, ContentAddress Grain, ContentAddress? Other = null);
