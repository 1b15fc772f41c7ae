namespace OpenMemory.Store;

/// <summary>How far a subject report or erasure goes.</summary>
public sealed record SubjectOptions
{
    /// <summary>Also reaches grains that only mention the person somewhere in their texts, as a whole word. Off by default: it over-reaches.</summary>
    public bool IncludeMentions { get; init; }

    /// <summary>
    /// Keeps Consents and their withdrawals, which OMS-8.10-4 wants for audit; they then make the erasure incomplete, and sealed ones keep the key. Off by default: the
    /// person's request outweighs it.
    /// </summary>
    public bool KeepConsents { get; init; }

    /// <summary>Keeps the person's key; the erasure is then not complete. Off by default.</summary>
    public bool KeepKey { get; init; }

    /// <summary>Who acts, for the audit chain; the fingerprint is recorded in its place where it names the person .</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the audit chain: never the identity, and left out where it names the person. At most 500 characters.</summary>
    public string? Reason { get; init; }
}
