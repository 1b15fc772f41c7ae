namespace OpenMemory;

/// <summary>
/// A <c>cas:</c> URI: <c>cas://sha256:</c> and 64 lowercase hexadecimal characters, naming bytes in the memory's own
/// content-addressed store (§7.1.1). It is never resolved over a network.
/// </summary>
/// <param name="Address">SHA-256 of the plaintext bytes.</param>
public readonly record struct CasUri(ContentAddress Address)
{
    /// <summary>What every such URI begins with.</summary>
    public const string Prefix = "cas://sha256:";

    /// <summary>Reads a URI; nothing but the exact form is accepted (OMS-7.1.1-6).</summary>
    /// <param name="text">The text.</param>
    /// <returns>The URI.</returns>
    /// <exception cref="OmsException"><c>ERR_HASH_FORMAT</c>: any other form.</exception>
    public static CasUri Parse(ReadOnlySpan<char> text)
    {
        if (!TryParse(text, out CasUri uri))
            Throw.Fault(OmsErrorCode.HashFormat, "OMS-7.1.1-6", "A cas: URI is cas://sha256: and 64 lowercase hexadecimal characters");
        return uri;
    }

    /// <summary>Reads a URI without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="uri">The URI, or the default value.</param>
    /// <returns>Whether the text has the exact form.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out CasUri uri)
    {
        uri = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (!ContentAddress.TryParse(text[Prefix.Length..], out ContentAddress address)) return false;
        uri = new CasUri(address);
        return true;
    }

    /// <summary>The URI as text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Prefix + Address;
}
