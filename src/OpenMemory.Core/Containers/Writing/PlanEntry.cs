namespace OpenMemory;

/// <summary>One grain in the order of a file.</summary>
/// <param name="Run">The run that it comes from; it is the next one there.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct PlanEntry(int Run, int Length);
