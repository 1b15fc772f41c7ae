namespace OpenMemory.Fuzzing;

/// <summary>One change of a canonical grain.</summary>
/// <param name="Name">What it does, for a person.</param>
/// <param name="Apply">Changes the model; null where there is nothing to change. The expectation holds if it is the only change.</param>
internal sealed record Mutation(string Name, Func<GrainModel, CaseRandom, Expectation?> Apply)
{
    /// <summary>Every mutation.</summary>
    internal static IReadOnlyList<Mutation> All { get; } =
        [.. EntryMutations.All, .. TextMutations.All, .. FormMutations.All, .. FieldMutations.All, .. TypeMutations.All, .. FrameMutations.All];
}
