using System.Text;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed class InputBufferTests
{
    [TestCase("", InputFormat.Empty)]
    [TestCase(" \r\n\t\n", InputFormat.Empty)]
    [TestCase("\uFEFF", InputFormat.Empty)]
    [TestCase("\uFEFF {", InputFormat.Json)]
    [TestCase("\n[", InputFormat.Json)]
    [TestCase("0100", InputFormat.Hex)]
    [TestCase("hello", InputFormat.Hex)]
    [TestCase("MG", InputFormat.MgFile)]
    [TestCase("M", InputFormat.Hex)]
    [TestCase("\u0001\0", InputFormat.Blob)]
    [TestCase("\u0001\0\0\u0001", InputFormat.Blob)]
    [TestCase("\u0001\0\0\0", InputFormat.FramedStream)]
    [TestCase("\0", InputFormat.FramedStream)]
    [TestCase("\0\0\0\u0045\u0001", InputFormat.FramedStream)]
    public void Detect_GoesByTheFirstBytes(string text, InputFormat format)
    {
        for (int piece = 1; piece <= 4; piece++)
        {
            using InputBuffer buffer = Buffer(text, piece);
            Assert.That(buffer.Detect(), Is.EqualTo(format));
        }
    }

    [Test]
    public void TryReadLine_AnyPieces_GivesEveryLine()
    {
        string text = "\n first\r\n\nthird\n" + new string('x', 200_000) + "\nlast";
        string[] expected = ["first\r", "", "third", new string('x', 200_000), "last"];
        foreach (int piece in (ReadOnlySpan<int>)[1, 2, 3, 1000, 65536, 1_000_000])
        {
            using InputBuffer buffer = Buffer(text, piece);
            buffer.Detect();
            List<string> lines = [];
            while (buffer.TryReadLine(out ReadOnlyMemory<byte> line))
            {
                buffer.Unread();
                Assert.That(buffer.TryReadLine(out ReadOnlyMemory<byte> again) && again.Span.SequenceEqual(line.Span));
                lines.Add(Encoding.UTF8.GetString(line.Span));
            }
            Assert.That(lines, Is.EqualTo(expected));
            Assert.That(buffer.LineNumber, Is.EqualTo(6), "the line before the first character counts");
        }
    }

    [Test]
    public void ReadUpTo_StopsAtTheLimit()
    {
        using InputBuffer buffer = Buffer("0123456789", 3);
        buffer.Detect();
        Assert.That(Encoding.UTF8.GetString(buffer.ReadUpTo(4).Span), Is.EqualTo("0123"));
        using MemoryStream rest = new();
        buffer.CopyTo(rest);
        Assert.That(Encoding.UTF8.GetString(rest.ToArray()), Is.EqualTo("456789"));
    }

    private static InputBuffer Buffer(string text, int piece) => new(new TrickleStream(Encoding.UTF8.GetBytes(text), piece));
}
