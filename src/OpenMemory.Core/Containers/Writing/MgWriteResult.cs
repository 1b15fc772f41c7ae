namespace OpenMemory;

/// <summary>What a <see cref="MgFileWriter"/> wrote.</summary>
/// <param name="Count">The number of grains written, over all files.</param>
/// <param name="Dropped">The number of grains that were left out because their address had been added before .</param>
/// <param name="Files">The files in their order; empty where a stream was written.</param>
public sealed record MgWriteResult(long Count, long Dropped, IReadOnlyList<string> Files);
