namespace OpenMemory;

/// <summary>How far long work on a file has come.</summary>
/// <param name="Done">Bytes done.</param>
/// <param name="Total">Bytes there are to do; every pass over the file counts.</param>
public readonly record struct MgProgress(long Done, long Total);
