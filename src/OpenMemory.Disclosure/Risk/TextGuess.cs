using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace OpenMemory.Disclosure;

/// <summary>Estimates how many guesses a text needs, by what it looks like.</summary>
internal static class TextGuess
{
    private const double DigitBits = 3.33, LetterBits = 4.71, WordBits = 14, Prefix = 6, EmailBits = 38, NameBits = 36, DateBits = 17, UuidBits = 122, AccountBits = 33, TextBits = 4;

    private const int CardDigits = 7, CountryDigits = 3, ManyDigits = 20; // fewer do not show whether they repeat themselves

    internal static GuessEstimate Of(Field field, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return new(0, "The text is empty");
        if (text.StartsWith("did:"u8)) return new(Math.Min(8.0 * text.Length, 128), "A DID is a public identifier: whoever has a list of them tries it", IsPublic: true);
        if (field == Field.Namespace || field == Field.OriginNamespace) return new(Math.Min(ByteEntropy.Bits(text), 24), "Namespaces are few, and many people know them");
        TextShape shape = new(text);
        if (shape.IsUuid) return new(UuidBits, "A random UUID has 122 bits; one made from a time or a name has less");
        if (shape.IsMadeUuid) return new(UuidBits, "A UUID made from a time or a name: whoever knows these makes it again", IsPublic: true);
        if (shape.IsMachine) return new(Math.Min(64, ByteEntropy.Bits(text)), "The address of a machine: networks are known", IsPublic: true);
        if (shape.IsIban) return new(AccountBits, "The number of an account: the bank and the check digits are known");
        if (shape.IsHash) return OfDigest(text);
        if (shape.IsDate) return new(DateBits, "There are few days in a century");
        if (shape.IsEmail) return new(Math.Min(EmailBits, ByteEntropy.Bits(text)), "E-mail addresses are made of names and of few hosts, and lists of them are sold");
        if (shape.IsCard) return new(DigitBits * (shape.Digits - CardDigits), "The number of a card: the issuer's digits and the check digit are known");
        if (shape.Letters == 0 && text[0] == '+') return new(DigitBits * Math.Max(1, shape.Digits - CountryDigits), "A telephone number: the country is known", IsPublic: true);
        if (shape.Letters == 0) return new(Math.Min(DigitBits * shape.Digits, text.Length < ManyDigits ? double.MaxValue : ByteEntropy.Bits(text)), "Digits are few: telephone and invoice numbers are found by counting", IsPublic: true);
        if (shape.LooksRandom && TryDecode(text, out byte[] decoded)) return Of(field, decoded);
        if (shape.LooksRandom) return shape.HasParts ? new(RandomBits(shape, text), "A text of parts: most of them are known", IsPublic: true) : new(RandomBits(shape, text), "The text looks random");
        if (shape.Words >= 1 && shape.Digits > 0 && shape.LongestWord <= 32 && shape.IsIdentifier)
            return new(Math.Min(Prefix + (DigitBits * shape.Digits) + Math.Min(WordBits, LetterBits * shape.Letters), ByteEntropy.Bits(text)), "An identifier is a known prefix and a number that is counted up", IsPublic: true);
        if (shape.Words <= 4 && shape.IsOnlyLetters)
            return new(Math.Min(NameBits, Math.Min(shape.Words * WordBits, ByteEntropy.Bits(text))), "A few words are in a dictionary or a list of names, however long they are");
        return new(Math.Min(shape.Words * TextBits, ByteEntropy.Bits(text)), "A text of words is as hard to guess as what it says; one made from a template is easy");
    }

    /// <summary>Estimates what may be the hash of an e-mail address as well as a random key: the two look the same.</summary>
    internal static GuessEstimate OfDigest(ReadOnlySpan<byte> digest) =>
        new(ByteEntropy.Bits(digest), "A hash is as easy to guess as what it is of, which its digits do not tell", IsPublic: true);

    /// <summary>Whether bytes are text that people can read, so that they are as easy to guess as it is.</summary>
    internal static bool IsReadable(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.ContainsAnyInRange((byte)0, (byte)8) && !bytes.ContainsAnyInRange((byte)14, (byte)31);

    /// <summary>Reads a text that somebody wrote in Base64, which hides nothing.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> text, out byte[] decoded)
    {
        decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out int length) != OperationStatus.Done || !IsReadable(decoded.AsSpan(0, length))) return false;
        decoded = decoded[..length];
        return true;
    }

    private static double RandomBits(in TextShape shape, ReadOnlySpan<byte> text)
    {
        double classes = shape.IsHex ? 4 : shape.HasUpper && shape.HasLower ? 6 : 5;
        return Math.Min(classes * (shape.Letters + shape.Digits), ByteEntropy.Bits(text));
    }
}
