namespace OpenMemory;

/// <summary>One file of a split.</summary>
/// <param name="Key">
/// The user, the namespace or the period; null for the grains without one. A stranger's text, which no file name is made of as it is.
/// </param>
/// <param name="Path">The file.</param>
/// <param name="Count">The number of its grains.</param>
/// <param name="Dropped">The number of duplicates that were left out .</param>
public sealed record MgSplitPart(string? Key, string Path, long Count, long Dropped);
