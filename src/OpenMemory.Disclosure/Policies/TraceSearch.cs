using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>
/// Looks for texts that must not be shown in what would be: the caller's terms, and identities that the grain hides, which its author may
/// have written into a text as well. The case of ASCII letters does not count.
/// </summary>
internal sealed class TraceSearch
{
    private const int MinTerm = 2, MinIdentity = 3, MaxIdentities = 256, MinNumber = 4;

    private static readonly SearchValues<byte> s_ofNumbers = SearchValues.Create("0123456789+-/.() "u8);

    private readonly List<(byte[] Text, bool IsWord)> _texts = [];
    private readonly HashSet<string> _numbers = []; // texts that are numbers: an author may have written one as an integer
    private int _identities;

    internal TraceSearch(IReadOnlyList<string>? terms)
    {
        foreach (string term in terms ?? [])
        {
            byte[] text = TextPattern.Normalize(term);
            if (text.Length < MinTerm) throw new ArgumentException($"A term has at least {MinTerm} bytes; a shorter one is in everything.", nameof(terms));
            // The bytes are compared, in which only the case of ASCII letters is plain; of others the common forms are looked for.
            foreach (string form in (ReadOnlySpan<string>)[term, term.ToLowerInvariant(), term.ToUpperInvariant(), CultureInfo.InvariantCulture.TextInfo.ToTitleCase(term.ToLowerInvariant())])
            {
                byte[] lower = ToLower(TextPattern.Normalize(form));
                if (!_texts.Exists(known => known.Text.AsSpan().SequenceEqual(lower))) _texts.Add((lower, false));
            }
            AddNumber(text);
        }
    }

    private TraceSearch(TraceSearch other) => (_texts, _numbers) = ([.. other._texts], [.. other._numbers]);

    internal bool IsEmpty => _texts.Count == 0;

    /// <summary>Whether a grain holds more identities than can be looked for in a reasonable time.</summary>
    internal bool HasTooMany => _identities > MaxIdentities;

    /// <summary>The same search, with texts of one grain added to it.</summary>
    internal TraceSearch Copy() => new(this);

    /// <summary>Adds every text in the value of an identity.</summary>
    internal void AddIdentity(FieldValue value)
    {
        if (value.Kind == OmsValueKind.Text && value.Count >= MinIdentity && _identities++ < MaxIdentities)
        {
            _texts.Add((ToLower(value.Utf8.ToArray()), true));
            AddNumber(value.Utf8);
        }
        if (HasTooMany) return;
        foreach (FieldEntry entry in value) AddIdentity(entry.Value);
    }

    /// <summary>
    /// Whether one of the texts is in a key or in a value, at any depth: texts are whole in the encoded bytes. A text that is a number,
    /// such as <c>+49 151 2345678</c>, is looked for among integers as well.
    /// </summary>
    internal bool IsIn(FieldEntry entry) => IsIn(entry.Key) || IsIn(entry.Value.Encoded) || (_numbers.Count > 0 && IsNumberIn(entry.Value));

    private bool IsNumberIn(FieldValue value)
    {
        if (value.Kind == OmsValueKind.Integer)
            return _numbers.Contains(value.IsUnsigned ? value.UInt64.ToString(CultureInfo.InvariantCulture) : value.Int64.ToString(CultureInfo.InvariantCulture).TrimStart('-'));
        if (value.Kind == OmsValueKind.Float) return _numbers.Contains(Math.Abs(value.Float64).ToString("F0", CultureInfo.InvariantCulture));
        foreach (FieldEntry entry in value)
        {
            if (IsNumberIn(entry.Value)) return true;
        }
        return false;
    }

    /// <summary>Takes the digits of a text that has nothing but digits and what people put between them.</summary>
    private void AddNumber(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAnyExcept(s_ofNumbers)) return;
        string digits = string.Concat(Encoding.ASCII.GetString(text).Where(char.IsAsciiDigit)).TrimStart('0');
        if (digits.Length >= MinNumber) _numbers.Add(digits);
    }

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
