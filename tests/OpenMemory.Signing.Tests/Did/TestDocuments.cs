using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>A source that gives what a test says, and remembers what it was asked for.</summary>
internal sealed class TestDocuments(Func<Uri, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> answer) : IDidDocumentSource
{
    private readonly List<string> _asked = [];

    internal TestDocuments(Func<string?> text)
        : this((_, _) => new(text() is { } json ? Encoding.UTF8.GetBytes(json) : default(ReadOnlyMemory<byte>?)))
    {
    }

    internal string[] Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(Uri document, int maxBytes, CancellationToken cancellationToken = default)
    {
        lock (_asked) _asked.Add(document.AbsoluteUri);
        return answer(document, cancellationToken);
    }

    /// <summary>A document with one key that may make assertions.</summary>
    internal static string Of(string did, VerificationKey key, string fragment = "key-1") => $$"""
        {"id":"{{did}}","verificationMethod":[{"id":"{{did}}#{{fragment}}","type":"Multikey","controller":"{{did}}","publicKeyMultibase":"{{key.ToString()[8..]}}"}],"assertionMethod":["{{did}}#{{fragment}}"]}
        """;
}
