using System.Text;

namespace OpenMemory.Tests;

/// <summary>Normalisation form C beside the class library's, which is ICU's, over everything our version of Unicode assigns.</summary>
[TestFixture]
public sealed class IcuTests
{
    private const int Rounds = 300_000;

    [Test]
    public void Random_text_of_assigned_code_points_is_normalized_as_icu_does()
    {
        if (!NfcChild.HasIcu) Assert.Ignore("Under invariant globalization the class library returns its input; there is nothing to compare with.");

        // U+10EFD, of 15.0, has class 220 and goes before a mark of 230 for who knows it.
        if ("a\u0301\U00010EFD".IsNormalized(NormalizationForm.FormC))
            Assert.Ignore($"This ICU is of a Unicode before {NormalizationTables.UnicodeVersion} and does not know all that is assigned in it.");

        HashSet<int> known = UnassignedTests.Assigned();
        int[] assigned = [.. known.Where(Rune.IsValid).Order()], special = [.. SlowNfc.Load().Interesting.Where(known.Contains)], marks = special[..900];
        Random random = new(150_000);
        NfcExpectations expectations = new();
        StringBuilder text = new();
        int normal = 0;
        for (int round = 0; round < Rounds; round++)
        {
            text.Clear();
            for (int left = 1 + random.Next(round % 8 == 0 ? 60 : 6); left > 0; left--)
            {
                int[] points = random.Next(3) switch { 0 => assigned, 1 => special, _ => marks };
                text.Append(random.Next(6) == 0 ? "e" : new Rune(points[random.Next(points.Length)]).ToString());
            }
            string given = text.ToString(), expected = given.Normalize(NormalizationForm.FormC);
            normal += given.IsNormalized(NormalizationForm.FormC) ? 1 : 0;
            expectations.Expect(given, expected);
            expectations.Expect(expected, expected);
        }
        Assert.That(expectations.Problems, Is.Empty);
        Assert.That(normal, Is.InRange(Rounds / 20, Rounds * 19 / 20), "both answers of the check were tried");
    }
}
