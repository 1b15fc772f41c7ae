using System.Buffers;

namespace OpenMemory;

/// <summary>
/// Which licenses count as open, that is, let anyone pass a work on: the open-source, open-data and Creative Commons families
/// of the SPDX list, of any version, and dedications to the public domain. An expression is open when one of its parts is.
/// </summary>
internal static class OpenLicenses
{
    private static readonly SearchValues<char> s_separators = SearchValues.Create(" \t\r\n()/,;+");

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
        ReadOnlySpan<char> text = license;
        foreach (Range range in text.SplitAny(s_separators))
        {
            ReadOnlySpan<char> part = text[range];
            foreach (string family in s_families)
            {
                if (part.StartsWith(family, StringComparison.OrdinalIgnoreCase)) return true;
            }
            foreach (string name in s_names)
            {
                if (part.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
            }
        }
        return false;
    }

    private static bool Mentions(string license, string words) => license.Contains(words, StringComparison.OrdinalIgnoreCase);
}
