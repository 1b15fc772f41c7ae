namespace OpenMemory.Cli.Report;

/// <summary>A link between two grains of a chain.</summary>
/// <param name="From">Position of the source.</param>
/// <param name="To">Position of the grain that comes from it.</param>
/// <param name="Replaces">Whether the latter took the former's place.</param>
internal readonly record struct ChainLink(int From, int To, bool Replaces);
