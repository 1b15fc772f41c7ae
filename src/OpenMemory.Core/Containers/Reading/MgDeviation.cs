namespace OpenMemory;

/// <summary>Something that <see cref="ReadingMode.Compatible"/> put up with in a file.</summary>
/// <param name="Index">0-based position of the grain; -1 for the file as a whole.</param>
/// <param name="Deviation">What deviates; its offset counts from the beginning of the file.</param>
public readonly record struct MgDeviation(int Index, Deviation Deviation);
