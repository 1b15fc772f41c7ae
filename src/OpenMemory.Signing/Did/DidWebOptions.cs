namespace OpenMemory.Signing;

/// <summary>How did:web is read (§12.1, OMS-12.2-2).</summary>
public sealed record DidWebOptions
{
    /// <summary>How long a document is believed before it is fetched again; five minutes by default. Zero fetches every time.</summary>
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one fetch may take before it counts as failed; ten seconds by default.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many documents are kept; 1,000 by default.</summary>
    public int MaxCachedDocuments { get; init; } = 1000;

    /// <summary>The largest document in bytes; 64 KiB by default.</summary>
    public int MaxDocumentBytes { get; init; } = 64 * 1024;

    /// <summary>Lets hosts be named that are addresses of private networks, or localhost; false by default (OMS-12.2-2).</summary>
    public bool AllowPrivateHosts { get; init; }

    /// <summary>Tells the time; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheLifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FetchTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FetchTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxCachedDocuments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxDocumentBytes);
        ArgumentNullException.ThrowIfNull(Clock);
    }
}
