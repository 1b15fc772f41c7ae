namespace OpenMemory.Disclosure;

/// <summary>Estimates how many guesses a value of any kind needs.</summary>
internal static class ValueGuess
{
    private const double YearOfMilliseconds = 34.9; // log2 of the milliseconds in a year; nobody says when the author wrote, but everybody knows the year

    internal static GuessEstimate Of(string field, FieldValue value)
    {
        string[] closed = Field.TryParse(field, out Field known) ? ClosedValues.Of(known) : [];
        if (closed.Length > 0 && value.Kind == OmsValueKind.Text && closed.Contains(value.ToText()))
            return new(Math.Log2(closed.Length), "The specification lists the few values that the field may have");
        return value.Kind switch
        {
            OmsValueKind.Boolean => new(1, "A boolean has two values"),
            OmsValueKind.Integer => OfInteger(value),
            OmsValueKind.Float => OfFloat(value.Float64),
            OmsValueKind.Text => TextGuess.Of(known, value.Utf8),
            OmsValueKind.Bytes when TextGuess.IsReadable(value.Bytes) => TextGuess.Of(default, value.Bytes),
            OmsValueKind.Bytes when value.Count is 20 or 32 or 48 or 64 => TextGuess.OfDigest(value.Bytes),
            OmsValueKind.Bytes => new(ByteEntropy.Bits(value.Bytes), "Bytes are as hard to guess as they look random"),
            OmsValueKind.Array => OfMembers(field, value, known == Field.StructuralTags ? "Tags come from a small vocabulary" : "A list is as hard to guess as what is in it"),
            OmsValueKind.Map => OfMembers(field, value, "A map is as hard to guess as the values in it; its keys are known"),
            _ => new(0, "There is no value to guess"),
        };
    }

    private static GuessEstimate OfInteger(FieldValue value)
    {
        double magnitude = value.IsUnsigned ? value.UInt64 : Math.Abs((double)value.Int64);
        // Times of this century in milliseconds, and in seconds.
        if (!value.IsUnsigned && value.Int64 is > 900_000_000_000 and < 4_200_000_000_000) return new(YearOfMilliseconds, "A time is known to within a year or better");
        if (!value.IsUnsigned && value.Int64 is > 900_000_000 and < 4_200_000_000) return new(YearOfMilliseconds - 10, "A time is known to within a year or better");
        return new(Math.Log2(magnitude + 1) + 1, "A number is found by counting up to it");
    }

    private static GuessEstimate OfFloat(double number)
    {
        double magnitude = Math.Abs(number);
        if (!double.IsFinite(magnitude)) return new(2, "A number is found by counting up to it");
        for (int digits = 0; digits <= 12; digits++)
        {
            double scaled = magnitude * Math.Pow(10, digits);
            if (scaled < 1e15 && Math.Abs(scaled - Math.Round(scaled)) <= scaled * 1e-14) return new(Math.Log2(Math.Round(scaled) + 2) + 1, "A number with few digits is found by counting");
        }
        return new(53, "A number with many digits has 53 bits at most");
    }

    /// <summary>
    /// Members add up, but a small vocabulary stays small: equal members, and keys, add nothing. Name, address and telephone are one
    /// person's, whom a guesser takes from a list: many members that are easy each never make a value that is not.
    /// </summary>
    private static GuessEstimate OfMembers(string field, FieldValue value, string reason)
    {
        double bits = 0, best = 0;
        bool isPublic = false;
        List<byte[]> seen = [];
        foreach (FieldEntry entry in value)
        {
            FieldValue member = entry.Value;
            byte[] encoded = member.Encoded.Length <= 128 ? member.Encoded.ToArray() : [];
            if (encoded.Length > 0 && seen.Exists(known => known.AsSpan().SequenceEqual(encoded))) continue;
            if (encoded.Length > 0 && seen.Count < 64) seen.Add(encoded);
            GuessEstimate guess = Of(field, member);
            bits += guess.Bits;
            if (guess.Bits < best) continue;
            best = guess.Bits;
            isPublic = guess.IsPublic;
        }
        return new(bits, reason, isPublic || best < ElisionRisk.ElevatedBelow);
    }
}
