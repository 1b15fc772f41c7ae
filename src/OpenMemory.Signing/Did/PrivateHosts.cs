using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenMemory.Signing;

/// <summary>
/// Tells hosts of private networks from others (OMS-12.2-2). Whoever fetches documents asks it again for the addresses that a name leads
/// to, because a name can lead anywhere.
/// </summary>
public static class PrivateHosts
{
    private static readonly string[] s_names = ["localhost", "local", "internal", "localdomain", "home.arpa"];

    // Loopback, private, carrier's own, link-local, documentation and tests, relays, multicast and reserved (RFC 6890 and its registry).
    private static readonly IPNetwork[] s_ranges4 = [.. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4"]).Select(IPNetwork.Parse)];

    // What is no global unicast (2000::/3), and of that what tunnels to other addresses, or stands in documents.
    private static readonly IPNetwork s_global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] s_ranges6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];

    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is loopback, private, link-local, unique local, a carrier's own, multicast, unspecified or reserved.</summary>
    /// <param name="address">The address; an IPv4 address inside an IPv6 one (mapped, or translated by 64:ff9b::/96) counts as what it is.</param>
    /// <returns>True for what is not an address of the public Internet.</returns>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && s_translated.Contains(address)) address = new(address.GetAddressBytes().AsSpan(12));
        if (address.AddressFamily == AddressFamily.InterNetwork) return Array.Exists(s_ranges4, range => range.Contains(address));
        return address.ScopeId != 0 || !s_global6.Contains(address) || Array.Exists(s_ranges6, range => range.Contains(address));
    }

    /// <summary>
    /// Whether a host is a private address in any spelling that programs take for one (<c>127.1</c>, <c>0x7f000001</c>), <c>localhost</c>, a
    /// name below <c>localhost</c>, <c>local</c>, <c>internal</c>, <c>localdomain</c> or <c>home.arpa</c>, or a name without a dot. What is
    /// no name at all counts as one: nobody knows what it is taken for.
    /// </summary>
    /// <param name="host">
    /// A name in ASCII, as <see cref="Uri.IdnHost"/> gives it, because other letters can stand for these; or an address, an IPv6 address with
    /// or without brackets. What a name leads to is not asked.
    /// </param>
    /// <returns>Whether it belongs to a private network.</returns>
    public static bool Contains(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        string name = host.EndsWith('.') ? host[..^1] : host;
        if (IPAddress.TryParse(name, out IPAddress? address)) return Contains(address); // takes the odd spellings too
        if (!Ascii.IsValid(name) || !name.Contains('.', StringComparison.Ordinal) || name.EndsWith('.')) return true;
        if (char.IsAsciiDigit(name[name.LastIndexOf('.') + 1])) return true; // no name ends so, and no address is written so
        return Array.Exists(s_names, suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            && (name.Length == suffix.Length || name[^(suffix.Length + 1)] == '.'));
    }
}
