namespace OpenMemory.Store;

/// <summary>One limit of a report or an erasure.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Count">How many grains are concerned; 0 where that is not known.</param>
/// <param name="MakesIncomplete">
/// Whether the result must not be called complete: something is known to be missed. Otherwise it is a limit that every result has.
/// </param>
public readonly record struct SubjectLimit(SubjectLimitKind Kind, long Count, bool MakesIncomplete);
