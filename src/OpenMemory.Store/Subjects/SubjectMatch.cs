namespace OpenMemory.Store;

/// <summary>A grain that is about a person.</summary>
/// <param name="Address">The grain.</param>
/// <param name="Type">Its type.</param>
/// <param name="MatchedFields">Full names of the fields by which it was reached; empty where only its token reached it, as of a sealed grain that cannot be opened here.</param>
/// <param name="IsHeld">Whether a litigation hold keeps it from being erased.</param>
/// <param name="Content">The attachments that it names.</param>
public sealed record SubjectMatch(
    ContentAddress Address, GrainType Type, IReadOnlyList<string> MatchedFields, bool IsHeld, IReadOnlyList<CasUri> Content);
