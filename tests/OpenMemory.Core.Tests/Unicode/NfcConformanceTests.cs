using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Normalisation form C against the Unicode Character Database.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class NfcConformanceTests
{
    private readonly List<string> _problems = [];

    [Test]
    public void Every_line_of_the_normalization_test_holds()
    {
        HashSet<int> listed = [];
        int count = 0;
        bool firstPart = false;
        foreach (string line in UnicodeData.ReadLines("NormalizationTest.txt"))
        {
            if (line.StartsWith('@'))
            {
                firstPart = line.StartsWith("@Part1", StringComparison.Ordinal);
                continue;
            }

            string[] fields = line.Split('#')[0].Split(';');
            if (fields.Length < 6)
            {
                continue;
            }

            string[] column = [.. fields.Take(5).Select(Parse)];
            count++;
            if (firstPart)
            {
                listed.Add(Rune.GetRuneAt(column[0], 0).Value);
            }

            // c2 is the form C of c1, c2, c3; c4 that of c4 and c5.
            for (int at = 0; at < 5; at++)
            {
                Expect(column[at], column[at < 3 ? 1 : 3]);
                Expect("x" + column[at] + "y", Surround(column[at < 3 ? 1 : 3]));

                // Long enough for the quick scan, at each position of a lane in turn.
                string before = new('-', 20 + (count % 40)), after = new('-', 40);
                Expect(before + column[at] + after, before + column[at < 3 ? 1 : 3] + after);
            }
        }

        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (Rune.IsValid(point) && !listed.Contains(point))
            {
                string text = new Rune(point).ToString();
                Expect(text, text);
            }
        }

        Assert.That(count, Is.GreaterThan(18_000));
        Assert.That(_problems, Is.Empty);

        // None of the columns begins with what composes with "x", nor ends with what "y" joins.
        static string Surround(string text) => UnicodeData.Normalize("x" + text + "y");
    }

    [Test]
    public void Pairs_and_triples_agree_with_a_plain_implementation()
    {
        SlowNfc slow = SlowNfc.Load();
        int[] interesting = [.. slow.Interesting];
        Random random = new(4711);
        StringBuilder builder = new();
        for (int round = 0; round < 400_000; round++)
        {
            builder.Clear();
            int length = 1 + random.Next(round % 10 == 0 ? 30 : 5);
            for (int at = 0; at < length; at++)
            {
                builder.Append(new Rune(random.Next(8) == 0 ? 'a' + random.Next(26) : interesting[random.Next(interesting.Length)]));
            }

            // Half of them normalised already, which random text is only rarely.
            string text = round % 2 == 0 ? builder.ToString() : slow.Normalize(builder.ToString());
            if (round % 3 == 0)
            {
                text = new string('z', round % 37) + text + new string('z', 40);
            }

            Expect(text, slow.Normalize(text));
        }

        Assert.That(_problems, Is.Empty);
    }

    [Test]
    public void Starters_that_decompose_meet_every_pair_of_marks()
    {
        SlowNfc slow = SlowNfc.Load();
        string[] marks = ["\u0301", "\u0323", "\u0302", "\u0308", "\u0345", "\u0338", "\u0313", "\u0342", "\u0DCA", "\u093C", "\u3099", "\u0327", "\u031B", "\u05B4"];
        foreach (int starter in slow.Composites)
        {
            foreach (string one in marks)
            {
                foreach (string two in marks)
                {
                    string text = new Rune(starter) + one + two;
                    Expect(text, slow.Normalize(text));
                }
            }
        }

        Assert.That(_problems, Is.Empty);
    }

    private static string Parse(string field) =>
        string.Concat(field.Split(' ').Select(part => new Rune(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    private void Expect(string text, string expected)
    {
        string actual = UnicodeData.Normalize(text);
        bool check = UnicodeData.IsNormalized(text);
        if ((actual != expected || check != string.Equals(text, expected, StringComparison.Ordinal)) && _problems.Count < 20)
        {
            _problems.Add($"{Show(text)} gives {Show(actual)}, not {Show(expected)}; IsNormalized {check}");
        }
    }

    private static string Show(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => rune.Value.ToString("X4", CultureInfo.InvariantCulture)));
}
