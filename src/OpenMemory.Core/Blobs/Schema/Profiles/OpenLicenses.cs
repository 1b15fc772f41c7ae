namespace OpenMemory;

/// <summary>
/// Which licenses count as open, that is, let anyone pass a work on: the open-source, open-data and Creative Commons families
/// of the SPDX list, of any version, and dedications to the public domain. An expression is open when one of its parts is.
/// Families are found in any wording. Single names are ordinary words too ("fair use", the ICU of a hospital): they count
/// where the whole text is an expression of licenses.
/// </summary>
internal static class OpenLicenses
{
    private static readonly char[] s_marks = ['/', ',', ';'];
    private static readonly char[] s_separators = [' ', '\t', '\r', '\n', '(', ')', '+', .. s_marks];
    private static readonly string[] s_operators = ["AND", "OR", "WITH"];
    private static readonly string[] s_fillers = ["the", "license", "licence"];

    /// <summary>Beginnings of families.</summary>
    private static readonly string[] s_families =
    [
        "CC0", "CC-", "PDDL", "ODC-", "ODbL", "CDLA-", "O-UDA", "C-UDA", "OGL", "NLOD", "etalab", "DL-DE-", "OGDL", "LOOL",
        "Apache", "BSD", "MIT-", "GPL", "LGPL", "AGPL", "GFDL", "MPL", "EPL", "EUPL", "CDDL", "CECILL", "AFL", "OSL", "Artistic",
        "OFL", "MS-PL", "MS-RL", "MulanPSL", "Python-", "PSF", "PHP-", "OLDAP", "ECL-", "APSL", "Unicode-", "NIST-PD", "CERN-OHL",
    ];

    private static readonly string[] s_names =
    [
        "CC", "MIT", "0BSD", "ISC", "Unlicense", "Zlib", "WTFPL", "BSL-1.0", "UPL-1.0", "PostgreSQL", "X11", "NCSA", "Ruby", "W3C", "curl",
        "libpng", "FTL", "HPND", "Beerware", "blessing", "SAX-PD", "Vim", "JSON", "TCL", "Xnet", "ICU", "Fair",
    ];

    internal static bool Has(string license)
    {
        if (Mentions(license, "public domain") || Mentions(license, "creative commons") || Mentions(license, "open data commons")) return true;
        string[] words = license.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            if (s_families.Any(family => words[i].StartsWith(family, StringComparison.OrdinalIgnoreCase))) return true;
            if (Is(words[i], "CC") && i + 1 < words.Length && words[i + 1].StartsWith("BY", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return IsExpressionWithName(license);
    }

    /// <summary>Whether a text is names and nothing else, with AND, OR, WITH or a mark between them, and one is an open license's.</summary>
    private static bool IsExpressionWithName(string license)
    {
        bool isOpen = false;
        foreach (string side in license.Split(s_marks))
        {
            bool wantsName = true;
            foreach (string word in side.Split(s_separators, StringSplitOptions.RemoveEmptyEntries))
            {
                if (s_fillers.Any(filler => Is(word, filler))) continue;
                if (s_operators.Any(between => Is(word, between)) == wantsName) return false;
                isOpen |= wantsName && s_names.Any(name => Is(word, name));
                wantsName = !wantsName;
            }
            if (wantsName) return false;
        }
        return isOpen;
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(string license, string words) => license.Contains(words, StringComparison.OrdinalIgnoreCase);
}
