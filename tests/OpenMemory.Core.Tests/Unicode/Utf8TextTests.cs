using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OpenMemory.Tests;

/// <summary>The check every string of a strict document passes.</summary>
[TestFixture]
public class Utf8TextTests
{
    private static readonly string[] Scripts =
    [
        "abcdefghijklmnopqrstuvwxyz 0123456789", "äöüßéèêñçøåÆÐÞ", "āăąćĉċčďđēĕƠơƯưǕ", "\u0300\u0301\u0302\u0303\u0308\u0323\u0327\u0328\u031B",
        "абвгдежзийклмнопё\u0306\u0308", "αβγδέήίόύώΐΰ\u0345\u0313", "אבגדה\u05B0\u05B4\u05BC", "ابتثج\u064B\u0651\u0653\u0654",
        "अआकखगनरळ\u093C\u094D\u0947\u0958", "কখগ\u09BE\u09C7\u09CD\u09D7", "தமிழ்\u0BC6\u0BBE", "กขคงจ\u0E38\u0E48\u0E49",
        "가각한국어\u1100\u1161\u11A8\u11A7", "かがきぎ\u3099、。", "カガ\u3099\u309A", "中文字天地玄黃\uF900\uFA0E", "😀🎉👍🏽\u200D\uFE0F", "—’“”…\u2000\u2126\u212B",
        "ế\u1EB9ộựỹ", "\U0001D15E\U0001D165\U000110B9\U000110BA\U0002F800", "\u1E0A\u1E0B\u1FBE\u1F71\u1FEE",
    ];

    [TestCase(new byte[] { 0x80 }, 0)]
    [TestCase(new byte[] { 0x61, 0xBF }, 1)]
    [TestCase(new byte[] { 0xC0, 0x80 }, 0)]
    [TestCase(new byte[] { 0xC1, 0xBF }, 0)]
    [TestCase(new byte[] { 0xE0, 0x80, 0x80 }, 0)]
    [TestCase(new byte[] { 0xE0, 0x9F, 0xBF }, 0)]
    [TestCase(new byte[] { 0xF0, 0x80, 0x80, 0x80 }, 0)]
    [TestCase(new byte[] { 0xF0, 0x8F, 0xBF, 0xBF }, 0)]
    [TestCase(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    [TestCase(new byte[] { 0xED, 0xBF, 0xBF }, 0)]
    [TestCase(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, 0)]
    [TestCase(new byte[] { 0xF5, 0x80, 0x80, 0x80 }, 0)]
    [TestCase(new byte[] { 0xFF }, 0)]
    [TestCase(new byte[] { 0x61, 0xC3 }, 1)]
    [TestCase(new byte[] { 0x61, 0xE2, 0x82 }, 1)]
    [TestCase(new byte[] { 0x61, 0xF0, 0x9F, 0x98 }, 1)]
    [TestCase(new byte[] { 0xC3, 0x61 }, 0)]
    [TestCase(new byte[] { 0xC3, 0xA9, 0xE2, 0x61, 0x80 }, 2)]
    public void Malformed_bytes_are_refused_at_their_place(byte[] bytes, int place)
    {
        for (int before = 0; before < 140; before++)
        {
            byte[] text = [.. Enumerable.Repeat((byte)'x', before), .. bytes, .. Enumerable.Repeat((byte)'y', 139 - before)];
            Assert.That(Utf8Text.Check(text, out int index), Is.EqualTo(TextFault.InvalidUtf8), $"{before}");
            Assert.That(index, Is.EqualTo(before + place));

            // At the very end, and behind a two-byte letter.
            text = [0xC3, 0xA9, .. text[..(before + bytes.Length)]];
            Assert.That(Utf8Text.Check(text, out index), Is.EqualTo(TextFault.InvalidUtf8), $"{before}");
            Assert.That(index, Is.EqualTo(before + place + 2));
        }
    }

    [TestCase("", TextFault.None, -1)]
    [TestCase("a\0b", TextFault.None, -1)]
    [TestCase("é", TextFault.None, -1)]
    [TestCase("\uFEFFa", TextFault.ByteOrderMark, 0)]
    [TestCase("aé\uFEFF", TextFault.ByteOrderMark, 3)]
    [TestCase("ae\u0301", TextFault.NotNormalized, 1)]
    [TestCase("ae\u0301\uFEFF", TextFault.ByteOrderMark, 4, Description = "the graver fault is told")]
    [TestCase("\uFEFFe\u0301", TextFault.ByteOrderMark, 0)]
    [TestCase("a\u212B", TextFault.NotNormalized, 0, Description = "the segment begins with the letter before")]
    [TestCase("\uFFFE\uFFFF\U0010FFFF", TextFault.None, -1)]
    public void Faults_are_told_with_their_place(string text, object fault, int place)
    {
        for (int before = 0; before < 140; before++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(new string('é', before) + text + new string('y', before % 50));
            Assert.That(Utf8Text.Check(bytes, out int index), Is.EqualTo(fault));
            Assert.That(index, Is.EqualTo(place < 0 ? -1 : place + (2 * before)));
        }
    }

    [Test]
    public void Every_length_of_ascii_is_accepted_and_any_high_byte_noticed()
    {
        for (int length = 0; length < 300; length++)
        {
            byte[] text = new byte[length];
            Array.Fill(text, (byte)0x7F);
            Assert.That(Utf8Text.Check(text, out int index), Is.EqualTo(TextFault.None));
            Assert.That(index, Is.EqualTo(-1));
            for (int at = 0; at < length; at++)
            {
                text[at] = 0xFF;
                if (Utf8Text.Check(text, out index) != TextFault.InvalidUtf8 || index != at)
                {
                    Assert.Fail($"{at} of {length}");
                }

                text[at] = 0x7F;
            }
        }
    }

    [Test]
    public void Random_bytes_are_judged_as_the_class_library_does()
    {
        Random random = new(20240229);
        byte[] buffer = new byte[160];
        byte[] likely = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5];
        int valid = 0;
        for (int round = 0; round < 200_000; round++)
        {
            int length = Fill(random, buffer, likely, round);
            ReadOnlySpan<byte> text = buffer.AsSpan(0, length);
            bool expected = Utf8.IsValid(text);
            valid += expected ? 1 : 0;
            TextFault fault = Utf8Text.Check(text, out int index);
            if (expected == (fault == TextFault.InvalidUtf8)
                || (!expected && (!Utf8.IsValid(text[..index]) || Rune.DecodeFromUtf8(text[index..], out _, out _) == System.Buffers.OperationStatus.Done)))
            {
                Assert.Fail($"{Convert.ToHexString(text)}: {fault} at {index}");
            }
        }

        Assert.That(valid, Is.InRange(20_000, 180_000));
    }

    [Test]
    public void Mixed_scripts_are_judged_as_icu_does()
    {
        if (!"é".IsNormalized(NormalizationForm.FormC) || "e\u0301".IsNormalized(NormalizationForm.FormC)
            || AppContext.TryGetSwitch("System.Globalization.Invariant", out bool invariant) && invariant
            || CultureInfo.InvariantCulture.CompareInfo.Version.FullVersion == 0)
        {
            Assert.Ignore("No ICU here to compare with.");
        }

        Random random = new(99);
        StringBuilder builder = new();
        int normalized = 0;
        for (int round = 0; round < 100_000; round++)
        {
            builder.Clear();
            int length = random.Next(60);
            string script = Scripts[random.Next(Scripts.Length)];
            for (int at = 0; at < length; at++)
            {
                script = random.Next(6) == 0 ? Scripts[random.Next(Scripts.Length)] : script;
                Rune[] runes = [.. script.EnumerateRunes()];
                builder.Append(runes[random.Next(runes.Length)]);
            }

            string text = round % 2 == 0 ? builder.ToString() : builder.ToString().Normalize(NormalizationForm.FormC);
            TextFault expected = text.IsNormalized(NormalizationForm.FormC) ? TextFault.None : TextFault.NotNormalized;
            normalized += expected == TextFault.None ? 1 : 0;
            if (Utf8Text.Check(Encoding.UTF8.GetBytes(text), out _) != expected
                || UnicodeData.Normalize(text) != text.Normalize(NormalizationForm.FormC))
            {
                Assert.Fail($"{expected}: {string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"))}");
            }
        }

        Assert.That(normalized, Is.InRange(50_000, 80_000));
    }

    /// <summary>Fills a buffer with bytes that are random, or likely to go wrong, or valid with one byte changed.</summary>
    private static int Fill(Random random, byte[] buffer, byte[] likely, int round)
    {
        int length = random.Next(buffer.Length - 4);
        if (round % 4 == 0)
        {
            length = random.Next(6);
            random.NextBytes(buffer);
        }
        else if (round % 4 == 1)
        {
            for (int at = 0; at < length; at++)
            {
                buffer[at] = likely[random.Next(likely.Length)];
            }
        }
        else
        {
            int at = 0;
            while (at < length)
            {
                int limit = random.Next(4) switch { 0 => 0x80, 1 => 0x800, 2 => 0x10000, _ => 0x110000 };
                int point = random.Next(limit);
                at += Rune.IsValid(point) ? new Rune(point).EncodeToUtf8(buffer.AsSpan(at)) : 0;
            }

            length = at;
            if (length > 0 && round % 4 == 2)
            {
                buffer[random.Next(length)] = (byte)random.Next(256);
                length -= random.Next(2);
            }
        }

        return length;
    }
}
