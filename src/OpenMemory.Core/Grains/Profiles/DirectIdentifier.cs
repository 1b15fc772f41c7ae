using System.Text.RegularExpressions;

namespace OpenMemory;

/// <summary>
/// Whether a text looks like something that names a person by itself: an address, a number of the state, a phone, a name.
/// A heuristic (OMS-A.1-2): only whoever issues the identifiers knows. It misses, among others, a name in lower case or in a
/// script without capitals, a name of one word, and numbers of other states; and it takes two capitalized words for a name.
/// So its finding is a hint to look, and silence is no proof. Writing never refuses on its account.
/// </summary>
internal static partial class DirectIdentifier
{
    internal static bool Looks(string text) => Pattern().IsMatch(text);

    // An e-mail address; 123-45-6789; a phone number with its country; capitalized words, as a person is called. Every part is linear.
    [GeneratedRegex(@"[^@\s]@[^@\s]|^\d{3}-\d{2}-\d{4}$|^\+\d[\d ()/.-]{6,}$|^\p{Lu}[\p{L}'-]+(?:,? \p{Lu}[\p{L}'-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
