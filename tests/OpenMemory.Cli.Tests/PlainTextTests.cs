using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class PlainTextTests
{
    [TestCase("plain é 日本 👍", "plain é 日本 👍")]
    [TestCase("a\u001b[31mb\u0007\u009b\u007f", "a[31mb")]
    [TestCase("a\u202eb\u2028c\u200bd\ufeff", "abcd")]
    [TestCase("", "")]
    public void Clean_DropsWhatSteersATerminal(string text, string clean) => Assert.That(PlainText.Clean(text), Is.EqualTo(clean));

    [TestCase("abc", 3, "abc")]
    [TestCase("abcd", 3, "abc…")]
    [TestCase("👍👍👍", 2, "👍👍…")]
    [TestCase("ab\u001b", 2, "ab")]
    public void Clean_LongText_IsCut(string text, int max, string clean) => Assert.That(PlainText.Clean(text, max), Is.EqualTo(clean));

    // Not a test case: attributes hold UTF-8, which has no lone surrogates.
    [Test]
    public void Clean_LoneSurrogates_AreDropped() => Assert.That(PlainText.Clean("\ud800a\udc00b\ud800"), Is.EqualTo("ab"));
}
