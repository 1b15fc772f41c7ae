using System.Buffers;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Text that is normalised already costs no allocation to check or to normalise, whatever its script.</summary>
[TestFixture]
public sealed class NfcAllocationTests
{
    [TestCase("The user prefers dark mode. ", "The cafe\u0301 opens. ", TestName = "Ascii_text_allocates_nothing")]
    [TestCase("Grüße aus Köln, tiếng Việt. ", "Gru\u0308ße aus Ko\u0308ln. ", TestName = "Latin_text_allocates_nothing")]
    [TestCase("Съешь же ещё этих булок, мой друг. ", "мои\u0306 друг ", TestName = "Cyrillic_text_allocates_nothing")]
    [TestCase("लड़का ज़ोर से हिन्दी पढ़ना चाहता है। ", "प\u095Dना ", TestName = "Devanagari_text_allocates_nothing")]
    [TestCase("모든 인간은 태어날 때부터 자유로우며 ", "\u1112\u1161\u11AB\u1100\u1173\u11AF ", TestName = "Hangul_text_allocates_nothing")]
    [TestCase("👍🏽 😀🎉🚀 👩‍👩‍👧‍👦 ❤️ 🇩🇪 ", "👍🏽 e\u0301 😀 ", TestName = "Emoji_text_allocates_nothing")]
    public void Allocates_nothing(string normal, string notNormal)
    {
        ArrayBufferWriter<byte> buffer = new(1 << 15);
        foreach (int times in new[] { 1, 100 })
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(normal, times)));
            Assert.That(Nfc.IsNormalized(utf8), Is.True);
            Assert.That(Allocations.Of(() => _ = Nfc.IsNormalized(utf8)), Is.Zero);
            Assert.That(Allocations.Of(() => _ = Utf8Text.Check(utf8, out _)), Is.Zero);
            Assert.That(Allocations.Of(() => _ = Nfc.TryNormalize(utf8, buffer)), Is.Zero);
            Assert.That(buffer.WrittenCount, Is.Zero, "there is nothing to write");
            Assert.That(Allocations.Of(() => Normalize(utf8)), Is.Zero);
            Assert.That(buffer.WrittenSpan.SequenceEqual(utf8), Is.True);

            byte[] other = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(notNormal, times)));
            Assert.That(Nfc.IsNormalized(other), Is.False);
            Assert.That(Allocations.Of(() => Normalize(other)), Is.Zero, "nor does text that changes, into a buffer that has room");
            Assert.That(Nfc.IsNormalized(buffer.WrittenSpan), Is.True);
            buffer.ResetWrittenCount();
        }

        void Normalize(byte[] utf8)
        {
            buffer.ResetWrittenCount();
            Nfc.Normalize(utf8, buffer);
        }
    }
}
