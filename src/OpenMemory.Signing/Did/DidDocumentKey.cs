namespace OpenMemory.Signing;

/// <summary>One verification method of a document.</summary>
/// <param name="Id">Its whole id: DID and fragment.</param>
/// <param name="Key">The key; null where it cannot be used.</param>
/// <param name="Fault">Why it cannot be used.</param>
internal sealed record DidDocumentKey(string Id, VerificationKey? Key, OmsFault Fault);
