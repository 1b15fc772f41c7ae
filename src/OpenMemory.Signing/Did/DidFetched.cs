namespace OpenMemory.Signing;

/// <summary>What came of fetching a document.</summary>
/// <param name="Document">The document, or null.</param>
/// <param name="Fault">Why there is none.</param>
/// <param name="StartedAt">When the fetch began, as a timestamp of the clock.</param>
internal sealed record DidFetched(DidDocument? Document, OmsFault Fault, long StartedAt);
