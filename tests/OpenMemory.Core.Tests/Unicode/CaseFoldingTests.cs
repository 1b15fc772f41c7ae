using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Full case folding.</summary>
[TestFixture]
public class CaseFoldingTests
{
    [TestCase("Straße", "strasse")]
    [TestCase("STRASSE", "strasse")]
    [TestCase("STRA\u1E9EE", "strasse")]
    [TestCase("ÉTÉ", "été")]
    [TestCase("ΌΣΟΣ", "όσοσ")]
    [TestCase("όσος", "όσοσ", Description = "the final sigma folds as any other")]
    [TestCase("\u0130I\u0131i", "i\u0307i\u0131i", Description = "no Turkic mapping")]
    [TestCase("\u0390", "\u03B9\u0308\u0301", Description = "three times its length")]
    [TestCase("\uFB03\uFB06", "ffist")]
    [TestCase("\u1F80\u1FB3", "\u1F00\u03B9\u03B1\u03B9")]
    [TestCase("\u13A0\uAB70\u13F8", "\u13A0\u13A0\u13F0", Description = "Cherokee folds to capitals")]
    [TestCase("\u212A\u212B\u2126", "k\u00E5\u03C9")]
    [TestCase("\U00010400\U0001E900", "\U00010428\U0001E922")]
    [TestCase("中文 😀 123 ~\0", "中文 😀 123 ~\0")]
    [TestCase("e\u0301E\u0301", "e\u0301e\u0301", Description = "nothing is normalised")]
    [TestCase("", "")]
    public void Folds(string text, string expected)
    {
        Assert.That(UnicodeData.Fold(text), Is.EqualTo(expected));
        Assert.That(UnicodeData.Fold(expected), Is.EqualTo(expected));
    }

    [Test]
    public void Folds_long_text_in_pieces()
    {
        string text = string.Concat(Enumerable.Repeat("AßΐÉx中😀", 3000)), folded = string.Concat(Enumerable.Repeat("assι\u0308\u0301éx中😀", 3000));
        for (int before = 0; before < 8; before++)
        {
            Assert.That(UnicodeData.Fold(new string('A', before) + text) == new string('a', before) + folded, Is.True);
        }
    }

    [Test]
    public void Every_code_point_folds_as_the_data_says()
    {
        Dictionary<int, string> expected = [];
        foreach (string line in UnicodeData.ReadLines("CaseFolding.txt"))
        {
            string[] fields = line.Split('#')[0].Split(';', StringSplitOptions.TrimEntries);
            if (fields.Length > 2 && fields[1] is "C" or "F")
            {
                expected[Hex(fields[0])] = string.Concat(fields[2].Split(' ').Select(part => new Rune(Hex(part)).ToString()));
            }
        }

        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (Rune.IsValid(point))
            {
                string text = new Rune(point).ToString();
                string actual = UnicodeData.Fold(text);
                if (actual != expected.GetValueOrDefault(point, text))
                {
                    Assert.Fail($"U+{point:X4} folds to {actual}");
                }
            }
        }

        static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
