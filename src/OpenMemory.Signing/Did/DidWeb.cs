using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenMemory.Signing;

/// <summary>did:web to the https address of its document (§12.1). Nothing is fetched here.</summary>
public static class DidWeb
{
    /// <summary>What every did:web begins with.</summary>
    public const string Prefix = "did:web:";

    private const string Rule = "OMS-12.2-2", EncodedColon = "%3A";
    private const int MaxLength = 2048, MaxHostLength = 253, MaxLabelLength = 63, MaxPortLength = 5;

    private static readonly SearchValues<char> s_hostLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> s_pathLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    /// <summary>The address of a DID's document: <c>/.well-known/did.json</c> of its host, or <c>did.json</c> in the path it names.</summary>
    /// <param name="did">The DID without fragment, at most 2,048 characters.</param>
    /// <param name="allowPrivateHosts">Whether hosts of private networks may be named; false by default (OMS-12.2-2).</param>
    /// <returns>An https address.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: it is not a did:web, or a broken one. <see cref="OmsErrorCode.NotSupported"/>: its host is a private one.
    /// </exception>
    public static Uri ToUri(string did, bool allowPrivateHosts = false) =>
        TryToUri(did, allowPrivateHosts, out Uri? document, out OmsFault fault) ? document : throw new OmsException(fault);

    /// <summary>The address of a DID's document, without throwing.</summary>
    /// <param name="did">The DID without fragment, at most 2,048 characters.</param>
    /// <param name="allowPrivateHosts">Whether hosts of private networks may be named.</param>
    /// <param name="document">An https address, or null.</param>
    /// <param name="fault">Why there is none, or the default value.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryToUri(string did, bool allowPrivateHosts, [NotNullWhen(true)] out Uri? document, out OmsFault fault)
    {
        ArgumentNullException.ThrowIfNull(did);
        document = null;
        if (!did.StartsWith(Prefix, StringComparison.Ordinal)) return Fail("It is not a did:web", 0, out fault);
        if (did.Length > MaxLength) return Fail("A did:web is longer than 2,048 characters", MaxLength, out fault);
        string[] parts = did[Prefix.Length..].Split(':');
        int at = Prefix.Length;
        if (!TryReadHost(parts[0], at, allowPrivateHosts, out string host, out string port, out fault)) return false;
        at += parts[0].Length + 1;
        foreach (string part in parts.AsSpan(1))
        {
            if (!TryCheckSegment(part, at, out fault)) return false;
            at += part.Length + 1;
        }
        string path = parts.Length == 1 ? ".well-known" : string.Join('/', parts, 1, parts.Length - 1);
        string text = $"https://{host}{port}/{path}/did.json";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? made) || made.Scheme != Uri.UriSchemeHttps || made.Host != host || made.UserInfo.Length > 0)
            return Fail("The host of a did:web has another form", Prefix.Length, out fault);
        document = made;
        return true;
    }

    private static bool TryReadHost(string part, int at, bool allowPrivate, out string host, out string port, out OmsFault fault)
    {
        int colon = part.IndexOf(EncodedColon, StringComparison.OrdinalIgnoreCase);
        string name = colon < 0 ? part : part[..colon], digits = colon < 0 ? "" : part[(colon + EncodedColon.Length)..];
        (host, port) = (name.ToLowerInvariant(), "");
        int wrong = name.AsSpan().IndexOfAnyExcept(s_hostLetters);
        if (wrong >= 0) return Fail("A character cannot stand in the host of a did:web", at + wrong, out fault);
        if (name.Length is 0 or > MaxHostLength) return Fail("The host of a did:web is empty, or longer than 253 characters", at, out fault);
        foreach (string label in host.Split('.'))
        {
            if (label.Length is 0 or > MaxLabelLength || label.StartsWith('-') || label.EndsWith('-'))
                return Fail("A part of the host of a did:web is empty, longer than 63 characters, or begins or ends with a hyphen", at, out fault);
        }
        if (!IsPlain(host)) return Fail("The host of a did:web is an address in an unusual spelling", at, out fault);
        if (!allowPrivate && PrivateHosts.Contains(host))
        {
            fault = new(OmsErrorCode.NotSupported, Rule, "The host of a did:web is in a private network, which is not allowed here", at);
            return false;
        }
        if (colon >= 0)
        {
            if (digits.Length is 0 or > MaxPortLength || digits[0] == '0' || !ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return Fail("The port of a did:web is not a number from 1 to 65535", at + colon, out fault);
            port = ":" + digits;
        }
        fault = default;
        return true;
    }

    /// <summary>Whether a host is a name, or an IPv4 address as four decimal numbers; other spellings lead to hosts that one does not see.</summary>
    private static bool IsPlain(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address)) return address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == host;
        return !char.IsAsciiDigit(host[host.LastIndexOf('.') + 1]);
    }

    private static bool TryCheckSegment(string part, int at, out OmsFault fault)
    {
        if (part.Length == 0) return Fail("A part of the path of a did:web is empty", at, out fault);
        bool isDots = true;
        for (int i = 0; i < part.Length; i++)
        {
            char letter = part[i];
            if (letter == '%')
            {
                if (i + 2 >= part.Length || !byte.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                    return Fail("A percent sign in a did:web is not followed by two hexadecimal digits", at + i, out fault);
                if (value <= ' ' || value == 0x7f || value is (byte)'/' or (byte)'\\' or (byte)'?' or (byte)'#' or (byte)'%' or (byte)':' or (byte)'@')
                    return Fail("An encoded character cannot stand in the path of a did:web", at + i, out fault);
                letter = (char)value;
                i += 2;
            }
            else if (!s_pathLetters.Contains(letter)) return Fail("A character cannot stand in the path of a did:web", at + i, out fault);
            isDots &= letter == '.';
        }
        if (isDots) return Fail("A part of the path of a did:web leads elsewhere", at, out fault);
        fault = default;
        return true;
    }

    private static bool Fail(string message, int offset, out OmsFault fault)
    {
        fault = new(OmsErrorCode.Corrupt, Rule, message, offset);
        return false;
    }
}
