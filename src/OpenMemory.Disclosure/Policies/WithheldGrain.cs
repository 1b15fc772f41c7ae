namespace OpenMemory.Disclosure;

/// <summary>A grain that was not shown.</summary>
/// <param name="Index">Its position in the source, from 0.</param>
/// <param name="Address">Its content address.</param>
/// <param name="Type">Its type by the header; <see cref="GrainType.None"/> where that cannot be read.</param>
/// <param name="Reasons">Why: the first 16 reasons.</param>
public sealed record WithheldGrain(long Index, ContentAddress Address, GrainType Type, IReadOnlyList<DisclosureReason> Reasons);
