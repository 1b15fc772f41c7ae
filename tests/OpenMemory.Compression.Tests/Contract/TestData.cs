using System.Text;

namespace OpenMemory.Compression.Tests;

/// <summary>What is compressed.</summary>
internal static class TestData
{
    private static readonly string[] s_words = ["user", "prefers", "dark", "mode", "because", "it", "is", "evening", "0.9", "did:key:z6Mk", "\n"];

    /// <summary>Words in random order, always the same.</summary>
    internal static byte[] Text(int length)
    {
        Random random = new(1);
        StringBuilder text = new(length + 20);
        while (text.Length < length) text.Append(s_words[random.Next(s_words.Length)]).Append(' ').Append(random.Next(1000));
        return Encoding.UTF8.GetBytes(text.ToString(0, length));
    }

    /// <summary>Bytes that do not compress, always the same.</summary>
    internal static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(2).NextBytes(bytes);
        return bytes;
    }
}
