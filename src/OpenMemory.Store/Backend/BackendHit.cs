namespace OpenMemory.Store;

/// <summary>A grain that a backend found.</summary>
/// <param name="Row">The grain.</param>
/// <param name="Score">Relevance, 0 … 1; 1 for queries.</param>
/// <param name="MatchedFields">Full names of the fields that matched.</param>
internal readonly record struct BackendHit(GrainRow Row, double Score, IReadOnlyList<string> MatchedFields);
