using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary>DID documents that a command line names: the command fetches nothing, so did:web is resolved from files (OMS-12.2-2).</summary>
internal sealed class DidDocuments : IDidDocumentSource
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    private DidDocuments(IEnumerable<string> pairs)
    {
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == pair.Length - 1) throw new UsageException($"--did-document needs DID=FILE: {pair}");
            string did = pair[..equals], path = pair[(equals + 1)..];
            if (!_paths.TryAdd(AddressOf(did), path)) throw new UsageException($"there are two documents of {did}");
            KeyOptions.RequireFile(path);
        }
    }

    internal static Option<string[]> Option() => new("--did-document")
    {
        Description = "The document of a did:web, which is not fetched; may be given more than once",
        HelpName = "did=file",
    };

    /// <summary>A resolver of did:key, and of those did:web whose documents are named.</summary>
    /// <exception cref="UsageException">A text is not a DID and a file, or the file is not there.</exception>
    internal static DidResolver Resolver(string[]? pairs) =>
        pairs is not { Length: > 0 } ? DidResolver.KeysOnly : new DidResolver(new DidDocuments(pairs), new DidWebOptions { AllowPrivateHosts = true });

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Uri document, int maxBytes, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_paths.TryGetValue(document.AbsoluteUri, out string? path)) return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
        return ValueTask.FromResult<ReadOnlyMemory<byte>?>(InputFile.ReadUpTo(path, maxBytes));
    }

    private static string AddressOf(string did) => DidWeb.TryToUri(did, allowPrivateHosts: true, out Uri? document, out OmsFault fault)
        ? document.AbsoluteUri
        : throw new UsageException($"only a did:web has a document: {did}: {fault.Message}");
}
