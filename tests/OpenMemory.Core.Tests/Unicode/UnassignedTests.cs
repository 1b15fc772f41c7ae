using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>
/// Code points that our version of Unicode does not assign: starters that neither decompose nor compose
/// (docs/unicode.md, OMS-4.4-1).
/// </summary>
[TestFixture]
public sealed class UnassignedTests
{
    /// <summary>Text whose form C is another in Unicode 16.0, which assigns its last or first code point.</summary>
    private static readonly string[] s_later =
    [
        "\u0628\u0897\u0650",               // an Arabic mark of class 230 before one of 32
        "\U000105D2\u0307",                 // Todhri: composes to U+105C9
        "\U00011382\U000113C9",             // Tulu-Tigalari: composes to U+11383
        "\U00016D67\U00016D67",             // Kirat Rai: composes to U+16D68
    ];

    [Test]
    public void Every_unassigned_code_point_is_kept_and_combines_with_nothing()
    {
        NfcExpectations expectations = new();
        HashSet<int> assigned = Assigned();
        int count = 0;
        StringBuilder text = new(), expected = new();
        for (int point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point) || assigned.Contains(point)) continue;
            count++;
            Rune rune = new(point);
            text.Append($"{rune} e{rune}\u0301 \u1100{rune}\u1161 a\u0301{rune}\u0323 {rune}\u0301\u0323{rune} {rune}e\u0301");
            expected.Append($"{rune} e{rune}\u0301 \u1100{rune}\u1161 \u00E1{rune}\u0323 {rune}\u0323\u0301{rune} {rune}\u00E9");
            if (count % 50 != 0) continue;
            expectations.Expect(text.ToString(), expected.ToString());
            expectations.Expect(expected.ToString(), expected.ToString());
            text.Clear();
            expected.Clear();
        }
        expectations.Expect(text.ToString(), expected.ToString());
        Assert.That(expectations.Problems, Is.Empty);

        // 15.0 assigns 149,186 characters, 137,468 for private use and 65 controls; the surrogates are no text.
        Assert.That(count, Is.EqualTo(0x110000 - 0x800 - 149_186 - 137_468 - 65));
    }

    [Test]
    public void Text_of_a_later_version_is_kept_as_it_is()
    {
        foreach (string text in s_later)
        {
            Assert.That(UnicodeData.IsNormalized(text), Is.True, NfcExpectations.Show(text));
            Assert.That(UnicodeData.Normalize(text), Is.EqualTo(text));
            Assert.That(UnicodeData.Normalize("e\u0301" + text + "e\u0301"), Is.EqualTo("\u00E9" + text + "\u00E9"));
        }
    }

    [Test]
    public void A_grain_with_such_text_keeps_its_bytes_and_its_address()
    {
        HashSet<ContentAddress> addresses = [];
        foreach (string text in s_later.Append("\U000105C9").Append("\U00011383").Append("\U00016D68").Append("\u0628\u0650\u0897"))
        {
            GrainBlob blob = new Fact { Subject = text, Relation = "is", Object = text, CreatedAt = 1, Confidence = 1 }.ToBlob();
            Grain read = Grain.Read(blob.Span);
            Assert.That(((Fact)read).Subject, Is.EqualTo(text));
            Assert.That(read.ToBlob(), Is.EqualTo(blob));
            addresses.Add(ContentAddress.Compute(blob.Span));
        }
        Assert.That(addresses, Has.Count.EqualTo(8), "forms that only a later version takes for the same are different here");
    }

    /// <summary>The code points UnicodeData.txt assigns, with its ranges.</summary>
    internal static HashSet<int> Assigned()
    {
        HashSet<int> assigned = [];
        int first = 0;
        foreach (string line in UnicodeData.ReadLines("UnicodeData.txt"))
        {
            string[] fields = line.Split(';');
            if (fields.Length < 2) continue;
            int point = int.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (fields[1].EndsWith(", First>", StringComparison.Ordinal)) first = point;
            else assigned.UnionWith(fields[1].EndsWith(", Last>", StringComparison.Ordinal) ? Enumerable.Range(first, point - first + 1) : [point]);
        }
        return assigned;
    }
}
