namespace OpenMemory.Signing;

/// <summary>
/// Fetches DID documents. The library opens no network connection; whoever implements this does, over HTTPS, and sees to it that names
/// do not lead into private networks (OMS-12.2-2), redirects included.
/// </summary>
public interface IDidDocumentSource
{
    /// <summary>Fetches a document.</summary>
    /// <param name="document">An https address.</param>
    /// <param name="maxBytes">The largest document that will be read; more need not be fetched.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The document's bytes as they came; null or no byte where there is none.</returns>
    ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Uri document, int maxBytes, CancellationToken cancellationToken = default);
}
