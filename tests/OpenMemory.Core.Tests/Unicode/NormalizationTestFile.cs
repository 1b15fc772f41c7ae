using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>
/// NormalizationTest.txt in full: every column of every line, and the rule of its part 1 for the code points it does not
/// list. Nothing here asks the class library to normalize, so it means the same without ICU.
/// </summary>
internal sealed class NormalizationTestFile
{
    private const string Name = "NormalizationTest.txt";

    private readonly NfcExpectations _expectations = new();
    private readonly HashSet<int> _listed = [];
    private readonly SlowNfc _slow = SlowNfc.Load();
    private int _lines, _unlisted;

    private NormalizationTestFile()
    {
        bool firstPart = false;
        foreach (string line in UnicodeData.ReadLines(Name))
        {
            if (line.StartsWith('@'))
            {
                firstPart = line.StartsWith("@Part1", StringComparison.Ordinal);
                continue;
            }
            string[] fields = line.Split('#')[0].Split(';');
            if (fields.Length < 6) continue;
            string[] columns = [.. fields.Take(5).Select(Parse)];
            _lines++;
            if (firstPart) _listed.Add(Rune.GetRuneAt(columns[0], 0).Value);
            ExpectLine(columns);
        }
        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point) || _listed.Contains(point)) continue;
            _unlisted++;
            string text = new Rune(point).ToString();
            _expectations.Expect(text, text);
        }
    }

    /// <summary>The number of lines, that of code points in part 1, that of all others, and that of comparisons made.</summary>
    internal string Summary => $"{_lines} lines, {_listed.Count} listed and {_unlisted} other code points, {_expectations.Count} comparisons";

    /// <summary>What did not hold.</summary>
    internal List<string> Problems => _expectations.Problems;

    /// <summary>Whether the file was read to its end: it has a part for each kind of case, and the code points are complete.</summary>
    internal bool IsComplete => _lines > 18_000 && _listed.Count > 16_000 && _listed.Count + _unlisted == 0x110000 - 0x800;

    /// <summary>Compares everything; ignores the test where the file is missing.</summary>
    internal static NormalizationTestFile Run() => new();

    private static string Parse(string field) => string.Concat(field.Split(' ').Select(static part =>
        new Rune(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    /// <summary>The second column is the form C of the first three, the fourth that of the last two.</summary>
    private void ExpectLine(string[] columns)
    {
        for (int at = 0; at < 5; at++)
        {
            string text = columns[at], expected = columns[at < 3 ? 1 : 3];
            _expectations.Expect(text, expected);
            _expectations.Expect("x" + text + "y", _slow.Normalize("x" + expected + "y"));

            // Long enough for the quick scan, at each position of a lane in turn.
            string before = new('-', 20 + (_lines % 40)), after = new('-', 40);
            _expectations.Expect(before + text + after, before + expected + after);
        }
    }
}
