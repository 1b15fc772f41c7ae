using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Normalisation form C: chosen cases, hostile input, allocation.</summary>
[TestFixture]
public class NfcTests
{
    // No data files are needed here.
    [TestCase("", "")]
    [TestCase("plain", "plain")]
    [TestCase("e\u0301", "\u00E9")]
    [TestCase("\u00E9", "\u00E9")]
    [TestCase("\u00E9\u0323", "\u1EB9\u0301", Description = "the dot below goes under, the accent stays over")]
    [TestCase("\u1EB9\u0301", "\u1EB9\u0301")]
    [TestCase("e\u0301\u0323", "\u1EB9\u0301")]
    [TestCase("\u0301e", "\u0301e", Description = "a mark without a starter")]
    [TestCase("a\u0301\u0301", "\u00E1\u0301")]
    [TestCase("\u212B\u2126\u212A", "\u00C5\u03A9K", Description = "singletons")]
    [TestCase("\u1E9B\u0323", "\u1E9B\u0323")]
    [TestCase("\u017F\u0323\u0307", "\u1E9B\u0323")]
    [TestCase("\u0344", "\u0308\u0301", Description = "a mark that decomposes and is excluded")]
    [TestCase("\u0958", "\u0915\u093C", Description = "a composition exclusion")]
    [TestCase("\u0915\u093C", "\u0915\u093C")]
    [TestCase("\u0928\u093C", "\u0929")]
    [TestCase("\u1100\u1161\u11A8", "\uAC01")]
    [TestCase("\uAC00\u11A8", "\uAC01")]
    [TestCase("\uAC00\u11A7", "\uAC00\u11A7", Description = "U+11A7 is not a tail")]
    [TestCase("\uAC01\u11A8", "\uAC01\u11A8")]
    [TestCase("\u1161\u11A8", "\u1161\u11A8")]
    [TestCase("\u09C7\u09BE", "\u09CB", Description = "a starter composes with the one before")]
    [TestCase("\u09C7\u0301\u09BE", "\u09C7\u0301\u09BE", Description = "but not over a mark")]
    [TestCase("\u0DD9\u0DCF\u0DCA", "\u0DDD")]
    [TestCase("\u0DDC\u0DCA", "\u0DDD")]
    [TestCase("\u304B\u3099", "\u304C")]
    [TestCase("\u3042\u3099", "\u3042\u3099")]
    [TestCase("\U0001D15F", "\U0001D158\U0001D165", Description = "excluded, above the first plane")]
    [TestCase("\U00011099\U000110BA", "\U0001109A")]
    [TestCase("\U0002F800", "\u4E3D")]
    [TestCase("\u0F71\u0F72\u0F74", "\u0F71\u0F72\u0F74")]
    [TestCase("\u0F73", "\u0F71\u0F72")]
    [TestCase("q\u0307\u0323", "q\u0323\u0307")]
    [TestCase("\uFEFFe\u0301", "\uFEFF\u00E9")]
    [TestCase("\U000E01EF\U0010FFFF\u0378", "\U000E01EF\U0010FFFF\u0378", Description = "unassigned and private")]
    public void Normalizes_and_tells(string text, string expected)
    {
        foreach (string around in Enumerable.Range(0, 70).Append(600).Select(count => new string('-', count)))
        {
            Assert.That(UnicodeData.Normalize(around + text + around), Is.EqualTo(around + expected + around));
            Assert.That(UnicodeData.IsNormalized(around + text + around), Is.EqualTo(text == expected));
            Assert.That(UnicodeData.IsNormalized(around + expected + around), Is.True);
        }
    }

    [TestCase("\u0301", "")]
    [TestCase("\u0323\u0301", "a")]
    [TestCase("\u0301\u0323", "a")]
    [TestCase("\u0301", "\u00E9")]
    [TestCase("\u0323", "\u00E9")]
    [TestCase("\u05B0\u0301\u0323\u0327\u0345", "\u1F82")]
    [TestCase("\u1161", "\u1100")]
    [TestCase("\u09BE", "\u09C7")]
    [TestCase("\uF900\u212B", "")]
    public void Hostile_text_takes_linear_time(string repeated, string start)
    {
        string text = start + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        ArrayBufferWriter<byte> output = new(utf8.Length * 2);
        Stopwatch watch = Stopwatch.StartNew();
        bool normalized = Nfc.IsNormalized(utf8);
        _ = Utf8Text.Check(utf8, out _);
        Nfc.Normalize(utf8, output);
        Assert.That(Nfc.IsNormalized(output.WrittenSpan), Is.True);
        Assert.That(normalized, Is.EqualTo(output.WrittenSpan.SequenceEqual(utf8)));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public void Starters_with_a_thousand_marks_each_take_linear_time()
    {
        Random random = new(1);
        StringBuilder builder = new();
        for (int starter = 0; starter < 500; starter++)
        {
            builder.Append((char)('a' + random.Next(26)));
            for (int mark = 0; mark < 1000; mark++)
            {
                builder.Append((char)(0x300 + random.Next(0x4F)));
            }
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(builder.ToString());
        ArrayBufferWriter<byte> output = new(utf8.Length * 2), again = new(utf8.Length * 2);
        Stopwatch watch = Stopwatch.StartNew();
        Nfc.Normalize(utf8, output);
        Assert.That(Nfc.IsNormalized(utf8), Is.False);
        Assert.That(Nfc.IsNormalized(output.WrittenSpan), Is.True);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Nfc.Normalize(output.WrittenSpan, again);
        Assert.That(again.WrittenSpan.SequenceEqual(output.WrittenSpan), Is.True);
    }

    [TestCase("\U0001D160", "\U0001D158\U0001D165\U0001D16E", Description = "three times its length, the most there is")]
    [TestCase("\u0958", "\u0915\u093C", Description = "twice its length")]
    [TestCase("\u1100\u1161\u11A8 ", "\uAC01 ", Description = "shorter than before")]
    public void Text_may_outgrow_what_was_expected(string repeated, string expected)
    {
        for (int times = 1; times < 2000; times = times + 1 + (times / 7))
        {
            string text = string.Concat(Enumerable.Repeat(repeated, times));
            Assert.That(UnicodeData.Normalize(text), Is.EqualTo(string.Concat(Enumerable.Repeat(expected, times))));

            // Text that stays comes after, in pieces that find no room either.
            string stays = new('-', times);
            Assert.That(UnicodeData.Normalize(text + stays + text), Is.EqualTo(
                string.Concat(Enumerable.Repeat(expected, times)) + stays + string.Concat(Enumerable.Repeat(expected, times))));
        }
    }

    [Test]
    public void Checking_allocates_nothing()
    {
        byte[][] texts =
        [
            .. new[]
            {
                "short", "Grüße aus Köln", "नमस्ते लड़का", "\u1EB9\u0301", new('x', 5000),
                string.Concat(Enumerable.Repeat("Съешь же ещё — 한국어 中文 😀 é\u0325 ", 200)),
                "a" + new string('\u0301', 100_000), "\u00E9" + new string('\u0325', 100_000),
            }.Select(Encoding.UTF8.GetBytes),
        ];
        int sum = Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(allocated, Is.Zero);
        Assert.That(sum, Is.Positive);

        int Run()
        {
            int sum = 0;
            foreach (byte[] text in texts)
            {
                sum += (int)Utf8Text.Check(text, out int index) + index + (Nfc.IsNormalized(text) ? 2 : 0);
            }

            return sum + 100;
        }
    }
}
