namespace OpenMemory;

/// <summary>
/// Where a connector may go: the list <c>int:allowed_outbound_hosts</c> (OMS-A.7-2). An entry is <c>scheme://host:port</c>;
/// scheme, host and port must all agree. Without a port it is the scheme's own (80, 443), without a scheme it is <c>https</c>.
/// <c>*.example.com</c> covers all subdomains but not the apex. An entry that cannot be read so, for example one with a path
/// or a bare <c>*</c>, allows nothing. Names are compared as given: what they resolve to is the caller's concern.
/// </summary>
public sealed class OutboundHosts
{
    private readonly HostPattern[]? _patterns;

    /// <summary>Reads a list.</summary>
    /// <param name="entries">The entries; null means that there is no list and no restriction, an empty list denies everything.</param>
    public OutboundHosts(IEnumerable<string>? entries)
    {
        if (entries is null) return;
        List<HostPattern> patterns = [];
        foreach (string entry in entries)
        {
            if (entry is not null && HostPattern.TryParse(entry, out HostPattern pattern)) patterns.Add(pattern);
        }
        _patterns = [.. patterns];
    }

    /// <summary>No list: every destination is allowed.</summary>
    public static OutboundHosts Unrestricted { get; } = new(null);

    /// <summary>Whether there is no list.</summary>
    public bool IsUnrestricted => _patterns is null;

    /// <summary>Whether a destination is allowed.</summary>
    /// <param name="destination">An absolute address; user information in it does not count. A relative one is never allowed by a list.</param>
    /// <returns>Whether there is no list, or one of its entries covers the destination.</returns>
    public bool Allows(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (_patterns is null) return true;
        if (!HostPattern.TryNormalize(destination, out string host)) return false;
        foreach (HostPattern pattern in _patterns)
        {
            if (pattern.Covers(destination.Scheme, host, destination.Port)) return true;
        }
        return false;
    }
}
