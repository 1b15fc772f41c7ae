namespace OpenMemory.Signing;

/// <summary>Base58 with Bitcoin's alphabet, as multibase <c>z</c> has it: a number to the base 58, and a 1 for each zero byte before it.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int DigitsAtOnce = 5; // 58 to the fifth is below 2^32
    private const uint Base = 58;

    private static readonly sbyte[] s_values = MakeValues();

    /// <summary>Writes bytes. The work grows with the square of their number.</summary>
    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        int zeros = CountOf((byte)0, bytes), length = 0;
        Span<byte> digits = new byte[bytes.Length * 138 / 100 + 1]; // log 256 / log 58, the least digit first
        foreach (byte value in bytes[zeros..])
        {
            int carry = value;
            for (int i = 0; i < length || carry > 0; i++)
            {
                carry += digits[i] << 8;
                digits[i] = (byte)(carry % Base);
                carry /= (int)Base;
                length = Math.Max(length, i + 1);
            }
        }
        Span<char> text = new char[zeros + length];
        text[..zeros].Fill(Alphabet[0]);
        for (int i = 0; i < length; i++) text[^(i + 1)] = Alphabet[digits[i]];
        return new(text);
    }

    /// <summary>Reads bytes. The work grows with the square of the text's length, which the caller bounds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wrong">Index of the first character that is none of the alphabet, or -1.</param>
    /// <returns>The bytes; empty where a character is wrong.</returns>
    internal static byte[] Decode(ReadOnlySpan<char> text, out int wrong)
    {
        wrong = -1;
        int zeros = CountOf(Alphabet[0], text), length = 0;
        Span<uint> words = new uint[text.Length * 733 / 4000 + 1]; // log 58 / log 2^32, the least word first
        for (int at = zeros; at < text.Length; at += DigitsAtOnce)
        {
            uint digits = 0, scale = 1;
            for (int i = at; i < Math.Min(at + DigitsAtOnce, text.Length); i++)
            {
                int value = text[i] < s_values.Length ? s_values[text[i]] : -1;
                if (value < 0)
                {
                    wrong = i;
                    return [];
                }
                digits = digits * Base + (uint)value;
                scale *= Base;
            }
            ulong carry = digits;
            for (int i = 0; i < length || carry > 0; i++)
            {
                carry += (ulong)words[i] * scale;
                words[i] = (uint)carry;
                carry >>= 32;
                length = Math.Max(length, i + 1);
            }
        }
        return ToBytes(words[..length], zeros);
    }

    private static byte[] ToBytes(ReadOnlySpan<uint> words, int zeros)
    {
        int count = words.Length * sizeof(uint);
        while (count > 0 && (byte)(words[(count - 1) / 4] >> ((count - 1) % 4 * 8)) == 0) count--;
        byte[] bytes = new byte[zeros + count];
        for (int i = 0; i < count; i++) bytes[^(i + 1)] = (byte)(words[i / 4] >> (i % 4 * 8));
        return bytes;
    }

    private static int CountOf<T>(T first, ReadOnlySpan<T> values)
        where T : IEquatable<T>
    {
        int other = values.IndexOfAnyExcept(first);
        return other < 0 ? values.Length : other;
    }

    private static sbyte[] MakeValues()
    {
        sbyte[] values = new sbyte[128];
        Array.Fill(values, (sbyte)-1);
        for (int i = 0; i < Alphabet.Length; i++) values[Alphabet[i]] = (sbyte)i;
        return values;
    }
}
