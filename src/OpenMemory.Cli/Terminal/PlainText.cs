using System.Globalization;
using System.Text;

namespace OpenMemory.Cli.Terminal;

/// <summary>Makes text from files and command lines safe to show.</summary>
internal static class PlainText
{
    /// <summary>
    /// Drops what could steer a terminal or reorder a line: controls, format characters (bidirectional overrides among
    /// them), line separators and lone surrogates. Longer texts are cut and end with an ellipsis.
    /// </summary>
    internal static string Clean(string text, int maxRunes = int.MaxValue)
    {
        StringBuilder? clean = null;
        int position = 0, kept = 0;
        while (position < text.Length)
        {
            bool valid = Rune.TryGetRuneAt(text, position, out Rune rune);
            int length = valid ? rune.Utf16SequenceLength : 1;
            bool keep = valid && !IsUnsafe(rune);
            if (keep && kept == maxRunes) return (clean?.ToString() ?? text[..position]) + "…";
            if (!keep) clean ??= new StringBuilder(text, 0, position, text.Length);
            else clean?.Append(text, position, length);
            if (keep) kept++;
            position += length;
        }
        return clean?.ToString() ?? text;
    }

    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
