using System.Collections.Frozen;
using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>What the words in a key, a field name or a relation say of its value.</summary>
internal static class KeyWords
{
    private static readonly FrozenSet<string> s_personal = FrozenSet.ToFrozenSet(
    [
        "name", "names", "firstname", "lastname", "surname", "fullname", "nickname", "username", "login", "alias", "known", "mail", "email", "emails",
        "phone", "phones", "telephone", "mobile", "fax", "tel", "address", "addresses", "street", "city", "town", "zip", "postcode", "postal",
        "birth", "birthday", "birthdate", "born", "dob", "age", "gender", "sex", "customer", "customers", "client", "user", "users", "person",
        "people", "patient", "member", "employee", "caller", "sender", "recipient", "contact", "contacts", "owner", "holder", "author", "spouse",
        "child", "parent", "passport", "ssn", "tax", "iban", "bic", "card", "account", "accounts", "license", "plate", "ip", "mac", "device",
        "lat", "lon", "lng", "latitude", "longitude", "geo", "location", "lives", "token", "secret", "password", "passphrase", "cookie", "session",
        "did", "signature", "photo", "note", "notes", "comment", "text", "message", "query", "search", "url",
    ]);

    private static readonly FrozenSet<string> s_status = FrozenSet.ToFrozenSet(
    [
        "status", "state", "issue", "reason", "code", "type", "kind", "currency", "method", "mode", "result", "outcome", "error", "level",
        "severity", "channel", "plan", "tier", "unit", "category", "priority", "action", "phase", "step", "format", "language", "locale", "stage",
        "tags", "namespace", "topic", "product", "feature", "operation", "version",
    ]);

    /// <summary>Whether a key says that its value is somebody's.</summary>
    internal static bool IsPersonal(ReadOnlySpan<byte> key) => Any(key, s_personal);

    /// <summary>Whether a key says that its value is one of few words.</summary>
    internal static bool IsStatus(ReadOnlySpan<byte> key) => Any(key, s_status);

    /// <summary>Whether a code names somebody, as <c>customer-2184</c> and <c>user:anna</c> do.</summary>
    internal static bool NamesPerson(ReadOnlySpan<byte> code) =>
        IsPersonal(code) && (code.ContainsAnyInRange((byte)'0', (byte)'9') || code.ContainsAny((byte)':', (byte)'/'));

    /// <summary>Whether one of the words is in a set. Words end at what is no letter and where small letters become large.</summary>
    private static bool Any(ReadOnlySpan<byte> key, FrozenSet<string> words)
    {
        for (int start = 0; start < key.Length;)
        {
            int end = start;
            while (end < key.Length && char.IsAsciiLetter((char)key[end]) && !(end > start && char.IsAsciiLetterUpper((char)key[end]) && char.IsAsciiLetterLower((char)key[end - 1]))) end++;
            if (end > start && words.Contains(Encoding.ASCII.GetString(key[start..end]).ToLowerInvariant())) return true;
            start = Math.Max(end, start + 1);
        }
        return false;
    }
}
