namespace OpenMemory;

/// <summary>Bytes of a damaged file that are no grain any more.</summary>
/// <param name="Index">0-based position of the grain that stood there, or of the first one where there were several; -1 where it is not known.</param>
/// <param name="Offset">
/// Where they begin, counted from the beginning of the file; in a compressed file from the beginning of the decompressed region.
/// </param>
/// <param name="Length">Their number; 0 where nothing is left of what the file had there.</param>
/// <param name="Fault">What is wrong; its offset counts like <paramref name="Offset"/>.</param>
public readonly record struct MgLostRange(long Index, long Offset, long Length, OmsFault Fault);
