namespace OpenMemory.Cli.Report;

/// <summary>What the chains need to know of a grain in the list.</summary>
/// <param name="Index">Its position in the file.</param>
/// <param name="Address">Its address.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="CreatedAtSeconds">The time of its header; 0 for none.</param>
/// <param name="Sentence">What it is about.</param>
/// <param name="Links">The grains that it comes from.</param>
internal sealed record ListedGrain(
    int Index, ContentAddress Address, string Type, uint CreatedAtSeconds, string Sentence, GrainLinks Links);
