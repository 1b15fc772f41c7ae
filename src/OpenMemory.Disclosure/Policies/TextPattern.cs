using System.Buffers;
using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>A text, or with <c>*</c> at the end the beginning of one, compared in normalization form C.</summary>
internal readonly struct TextPattern
{
    private readonly byte[] _text;
    private readonly bool _isPrefix;

    internal TextPattern(string pattern)
    {
        _isPrefix = pattern.EndsWith('*');
        _text = Normalize(_isPrefix ? pattern[..^1] : pattern);
    }

    internal bool Matches(ReadOnlySpan<byte> text) => _isPrefix ? text.StartsWith(_text) : text.SequenceEqual(_text);

    internal static bool Any(ReadOnlySpan<TextPattern> patterns, ReadOnlySpan<byte> text)
    {
        foreach (TextPattern pattern in patterns)
        {
            if (pattern.Matches(text)) return true;
        }
        return false;
    }

    internal static byte[] Normalize(string text)
    {
        ArrayBufferWriter<byte> normalized = new(text.Length + 1);
        Nfc.Normalize(Encoding.UTF8.GetBytes(text), normalized);
        return normalized.WrittenSpan.ToArray();
    }
}
