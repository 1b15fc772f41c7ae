using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>
/// Texts in normalization form C without a table: every piece is in that form, begins with a starter that joins nothing
/// before it, and so stays in that form beside any other piece.
/// </summary>
internal static class TextGrammar
{
    private static readonly byte[][] s_pieces = Utf8(
        "a", "Z", "7", " ", "agent", "user:1", "\0", "\n", "\u001F", "\u007F", "\u0085", "\"", "\\", "/", "<&>", "$", "$bytes",
        "\u00E9", "\u00C5", "\u00DF", "\u0130", "\u0131", "\u00A0", "\u2028", "\u20AC", "\uAC00", "\uD55C\uAE00", "\u4E2D\u6587", "\u05D0\u05B7", "\u0627\u064B",
        "q\u0301", "x\u0323\u0301", "\u0915\u093C", "\u0928", "\u1100", "\uE000", "\uFFFD", "\uFFFF", "\U0001F600", "\U0001D157\U0001D165",
        "\U0010FFFF", "a text of more than thirty-one characters");

    private static readonly byte[][] s_foreign = Utf8(
        "e\u0301", "A\u030A", "\u212B", "\u2126", "\u0958", "\u1100\u1161", "\uAC00\u11A8", "\u0344", "a\u0301\u0323", "\U0001D15E", "\uFB1D", "\uF900");

    private static readonly byte[][] s_broken =
    [
        [0x80], [0xc3], [0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80],
        [0xf4, 0x90, 0x80, 0x80], [0xff], [0xe2, 0x82], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ];

    private static readonly int[] s_edges = [30, 31, 32, 33, 255, 256, 257];

    /// <summary>Texts that are not in normalization form C wherever they stand.</summary>
    internal static ReadOnlySpan<byte[]> NotNormal => s_foreign;

    /// <summary>Bytes that are not UTF-8.</summary>
    internal static ReadOnlySpan<byte[]> NotUtf8 => s_broken;

    internal static byte[] ByteOrderMark { get; } = Encoding.UTF8.GetBytes("\uFEFF");

    /// <summary>A text, often short, sometimes of a length at which headers grow.</summary>
    internal static byte[] Any(CaseRandom random)
    {
        if (random.OneIn(40)) return OfLength(random, random.OneIn(1500) ? random.Next(65534, 65538) : random.Pick(s_edges));
        return random.Next(5) switch
        {
            0 => [],
            1 => [.. Piece(random)],
            2 => [.. Piece(random), .. Piece(random)],
            3 => [.. Piece(random), .. Piece(random), .. Piece(random)],
            _ => [.. Piece(random), .. Piece(random), .. Piece(random), .. Piece(random)],
        };
    }

    /// <summary>A text that is not empty.</summary>
    internal static byte[] NonEmpty(CaseRandom random) => Join("n"u8.ToArray(), Any(random));

    /// <summary>One text after the other.</summary>
    internal static byte[] Join(byte[] first, byte[] second) => [.. first, .. second];

    private static byte[] Piece(CaseRandom random) => s_pieces[random.Next(s_pieces.Length)];

    private static byte[] OfLength(CaseRandom random, int length)
    {
        byte[] text = random.Pick(s_pieces);
        byte[] padded = new byte[length];
        padded.AsSpan().Fill((byte)'x');
        text.AsSpan(0, Math.Min(text.Length, length)).CopyTo(padded);
        if (text.Length > length) padded.AsSpan().Fill((byte)'x');
        return padded;
    }

    private static byte[][] Utf8(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
