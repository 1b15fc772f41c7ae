namespace OpenMemory;

/// <summary>A grain that two files name different superseding grains for .</summary>
/// <param name="Address">The superseded grain.</param>
/// <param name="Kept">The <c>superseded_by</c> that was stated first, which the merged manifest has.</param>
/// <param name="Other">The one that was stated later, which it has not. Both are heads of the chain.</param>
public readonly record struct MgFork(ContentAddress Address, ContentAddress Kept, ContentAddress Other);
