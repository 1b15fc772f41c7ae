using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Compares the code under test with expected normal forms and gathers what differs.</summary>
internal sealed class NfcExpectations
{
    private const int ProblemsKept = 20;

    /// <summary>The first differences.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>How many texts were compared.</summary>
    internal int Count { get; private set; }

    /// <summary>A text normalizes to the expected one; both checks say whether it was that already.</summary>
    internal void Expect(string text, string expected)
    {
        Count++;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        bool normal = string.Equals(text, expected, StringComparison.Ordinal);
        TextFault fault = text.Contains('\uFEFF', StringComparison.Ordinal) ? TextFault.ByteOrderMark
            : normal ? TextFault.None : TextFault.NotNormalized;
        string actual = UnicodeData.Normalize(text);
        bool check = Nfc.IsNormalized(utf8);
        TextFault found = Utf8Text.Check(utf8, out _);
        if ((!string.Equals(actual, expected, StringComparison.Ordinal) || check != normal || found != fault) && Problems.Count < ProblemsKept)
            Problems.Add($"{Show(text)} gives {Show(actual)}, not {Show(expected)}; IsNormalized {check}, Check {found}");
    }

    /// <summary>The code points of a text.</summary>
    internal static string Show(string text) =>
        string.Join(' ', text.EnumerateRunes().Select(static rune => rune.Value.ToString("X4", CultureInfo.InvariantCulture)));
}
