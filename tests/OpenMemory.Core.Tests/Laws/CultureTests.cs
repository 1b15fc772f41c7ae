using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Neither the form of a text nor the thread's culture changes a byte (OMS-4.4-1).</summary>
[TestFixture]
public sealed class CultureTests
{
    private static readonly string[] s_decomposed =
        ["e\u0301", "\u212B", "\u1100\u1161\u11A8", "\u0958", "a\u0323\u0301", "\u0344", "I\u0307", "\U0001D15F", "\u0627\u0653", "I\u0307STANBUL"];

    [TestCase("tr-TR")]
    [TestCase("ar-SA")]
    [TestCase("")]
    public void Text_that_needs_normalization_gives_the_bytes_of_its_normal_form(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            foreach (string text in s_decomposed)
            {
                string composed = UnicodeData.Normalize(text);
                Assert.That(composed, Is.Not.EqualTo(text));
                GrainBlob blob = Make(text).ToBlob();
                Assert.That(blob, Is.EqualTo(Make(composed).ToBlob()));
                Assert.That(blob.Header.NamespaceHash, Is.EqualTo(GrainHeader.HashNamespace(Encoding.UTF8.GetBytes(composed))), "OMS-3.1-4");
                Assert.That(GrainJson.Encode(Encoding.UTF8.GetBytes(GrainJson.ToJson(Make(text)))), Is.EqualTo(blob));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("tr-TR")]
    [TestCase("ar-SA")]
    [TestCase("")]
    public void Numbers_times_and_texts_are_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.That(EpochMilliseconds.ParseIso8601("2026-01-15T10:00:00.000Z").Value, Is.EqualTo(1768471200000));
            Assert.That(new EpochMilliseconds(-1234).ToString(), Is.EqualTo("-1234"));
            Assert.That(((OmsValue)(-1.5)).ToString(), Is.EqualTo("-1.5"));
            Assert.That(GrainJson.ToJson(new Reasoning { CreatedAt = -5, Importance = 0.5 }), Is.EqualTo("""{"type":"reasoning","created_at":-5,"importance":0.5}"""));
            Assert.That(new OmsFault(OmsErrorCode.Corrupt, "R-26", "m", 1234567, "f").ToString(), Is.EqualTo("ERR_CORRUPT: m (f), at offset 1234567, rule R-26"));
            Assert.That(DedupKey.Compute("INTERNAL/1", "t", "cal"), Is.EqualTo(DedupKey.Compute("internal/1", "t", "cal")), "case folding, not lower-casing (R-44)");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static State Make(string text) => new()
    {
        CreatedAt = 1, Namespace = text, StructuralTags = [text], Context = new() { [text] = new OmsMap { ["k" + text] = text } },
        Extra = new() { ["x" + text] = text },
    };
}
