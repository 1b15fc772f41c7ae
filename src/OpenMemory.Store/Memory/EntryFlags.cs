namespace OpenMemory.Store;

/// <summary>What a <see cref="PackedEntry"/> has.</summary>
[Flags]
internal enum EntryFlags : byte
{
    None = 0,
    HasEnd = 1,
    HasSuccessor = 2,
    Contradicted = 4,
    HoldLifted = 8,
    NeedsReview = 16,
    Rare = 32,
}
