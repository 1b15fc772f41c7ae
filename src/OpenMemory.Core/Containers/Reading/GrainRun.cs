namespace OpenMemory;

/// <summary>Neighbouring grains of a file, few enough to be read at once.</summary>
/// <param name="First">The position of the first one.</param>
/// <param name="Count">Their number; at least 1.</param>
/// <param name="Start">Where they begin in the region.</param>
/// <param name="Length">Their length in bytes.</param>
internal readonly record struct GrainRun(int First, int Count, long Start, int Length);
