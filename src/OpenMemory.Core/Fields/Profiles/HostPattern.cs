using System.Buffers;

namespace OpenMemory;

/// <summary>One entry of a list of hosts, in a form that compares byte by byte.</summary>
internal readonly record struct HostPattern(string Scheme, string Host, int Port, bool IsWildcard)
{
    private static readonly SearchValues<char> s_notInHost = SearchValues.Create("/?#@\\*% \t\r\n");

    /// <summary>Reads an entry.</summary>
    internal static bool TryParse(string entry, out HostPattern pattern)
    {
        pattern = default;
        (string scheme, string rest) = Split(entry);
        bool isWildcard = rest.StartsWith("*.", StringComparison.Ordinal);
        if (isWildcard) rest = rest[2..];
        if (rest.AsSpan().ContainsAny(s_notInHost)) return false;
        if (!Uri.TryCreate($"{scheme}://{rest}/", UriKind.Absolute, out Uri? uri) || !TryNormalize(uri, out string host)) return false;
        if (isWildcard && uri.HostNameType != UriHostNameType.Dns) return false;
        pattern = new HostPattern(uri.Scheme, host, uri.Port, isWildcard);
        return true;
    }

    /// <summary>Whether an entry names every host there is, which looks like a policy and is none.</summary>
    internal static bool IsBareStar(string entry)
    {
        string host = Split(entry).Authority;
        int port = host.LastIndexOf(':');
        if (port >= 0) host = host[..port];
        return host.Contains('*', StringComparison.Ordinal) && host.All(static c => c is '*' or '.');
    }

    /// <summary>The host of an address in one form: ASCII, lower case, without a final dot.</summary>
    internal static bool TryNormalize(Uri uri, out string host)
    {
        host = "";
        if (!uri.IsAbsoluteUri || uri.Port < 0 || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)) return false;
        try
        {
            host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return false; // a name outside ASCII that has no ASCII form
        }
        return host.Length > 0;
    }

    internal bool Covers(string scheme, string host, int port)
    {
        if (Port != port || !string.Equals(Scheme, scheme, StringComparison.OrdinalIgnoreCase)) return false;
        if (!IsWildcard) return host == Host;
        // The dot is part of the match, or `evil-example.com` would pass for a subdomain.
        return host.Length > Host.Length + 1 && host.EndsWith(Host, StringComparison.Ordinal) && host[^(Host.Length + 1)] == '.';
    }

    private static (string Scheme, string Authority) Split(string entry)
    {
        int end = entry.IndexOf("://", StringComparison.Ordinal);
        string rest = end < 0 ? entry : entry[(end + 3)..];
        return (end < 0 ? "https" : entry[..end], rest.EndsWith('/') ? rest[..^1] : rest);
    }
}
