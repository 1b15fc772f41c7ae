using System.Buffers;

namespace OpenMemory.Disclosure;

/// <summary>
/// Looks for texts that must not be shown in what would be: the caller's terms, and identities that the grain hides, which its author may
/// have written into a text as well. The case of ASCII letters does not count.
/// </summary>
internal sealed class TraceSearch
{
    private const int MinTerm = 2, MinIdentity = 3;

    private readonly List<(byte[] Text, bool IsWord)> _texts = [];

    internal TraceSearch(IReadOnlyList<string>? terms)
    {
        foreach (string term in terms ?? [])
        {
            byte[] text = TextPattern.Normalize(term);
            if (text.Length < MinTerm) throw new ArgumentException($"A term has at least {MinTerm} bytes; a shorter one is in everything.", nameof(terms));
            _texts.Add((ToLower(text), false));
        }
    }

    private TraceSearch(TraceSearch other) => _texts = [.. other._texts];

    internal bool IsEmpty => _texts.Count == 0;

    /// <summary>The same search, with texts of one grain added to it.</summary>
    internal TraceSearch Copy() => new(this);

    /// <summary>Adds every text in the value of an identity.</summary>
    internal void AddIdentity(FieldValue value)
    {
        if (value.Kind == OmsValueKind.Text && value.Count >= MinIdentity) _texts.Add((ToLower(value.Utf8.ToArray()), true));
        foreach (FieldEntry entry in value) AddIdentity(entry.Value);
    }

    /// <summary>Whether one of the texts is in a key or in a value, at any depth: texts are whole in the encoded bytes.</summary>
    internal bool IsIn(FieldEntry entry) => IsIn(entry.Key) || IsIn(entry.Value.Encoded);

    /// <summary>Whether one of the texts is in these bytes.</summary>
    internal bool IsIn(ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            Span<byte> lower = buffer.AsSpan(0, bytes.Length);
            bytes.CopyTo(lower);
            ToLower(lower);
            foreach ((byte[] text, bool isWord) in _texts)
            {
                if (Contains(lower, text, isWord)) return true;
            }
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>An identity such as "user" is a word of its own, and not a part of "users"; a term counts wherever it stands.</summary>
    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text, bool isWord)
    {
        for (int at = 0; ;)
        {
            int found = bytes[at..].IndexOf(text);
            if (found < 0) return false;
            at += found;
            int end = at + text.Length;
            if (!isWord || ((at == 0 || !char.IsAsciiLetterOrDigit((char)bytes[at - 1])) && (end == bytes.Length || !char.IsAsciiLetterOrDigit((char)bytes[end])))) return true;
            at++;
        }
    }

    private static byte[] ToLower(byte[] text)
    {
        ToLower(text.AsSpan());
        return text;
    }

    private static void ToLower(Span<byte> text)
    {
        foreach (ref byte b in text)
        {
            if (b is >= (byte)'A' and <= (byte)'Z') b |= 0x20;
        }
    }
}
