namespace OpenMemory.Cli.Demo;

/// <summary>One grain of the demo's case.</summary>
/// <param name="Id">The name under which later grains refer to it.</param>
/// <param name="Title">What happened, for the table.</param>
/// <param name="Grain">The grain.</param>
/// <param name="Blob">Its bytes and its address.</param>
/// <param name="References">The earlier grains that it names by address.</param>
/// <param name="Supersedes">The grain whose place it takes; null where it is only added.</param>
internal sealed record DemoStep(
    string Id, string Title, Grain Grain, GrainBlob Blob, IReadOnlyList<ContentAddress> References, ContentAddress? Supersedes);
