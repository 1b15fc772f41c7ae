namespace OpenMemory;

/// <summary>One difference between two files.</summary>
/// <param name="Kind">How they differ.</param>
/// <param name="Address">The grain.</param>
/// <param name="Type">Its type.</param>
/// <param name="FirstIndex">Its first position in the first file; -1 where that does not hold it.</param>
/// <param name="SecondIndex">Its first position in the second file; -1 where that does not hold it.</param>
/// <param name="FirstState">What the first file's manifest says of it; the default state where it says nothing.</param>
/// <param name="SecondState">What the second file's manifest says of it; the default state where it says nothing.</param>
public sealed record MgDifference(
    MgDifferenceKind Kind, ContentAddress Address, GrainType Type, int FirstIndex, int SecondIndex, IndexState FirstState, IndexState SecondState);
