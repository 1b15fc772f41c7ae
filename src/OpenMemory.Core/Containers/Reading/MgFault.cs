namespace OpenMemory;

/// <summary>Something wrong with a file, or with one grain in it.</summary>
/// <param name="Index">0-based position of the grain; -1 for the file as a whole.</param>
/// <param name="Fault">What is wrong; its offset counts from the beginning of the file.</param>
public readonly record struct MgFault(int Index, OmsFault Fault);
