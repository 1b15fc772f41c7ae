namespace OpenMemory.Disclosure;

/// <summary>
/// How much the hash of one hidden value gives away. The hashes are unsalted, so that whoever can list the possible values finds the
/// right one by hashing them all (§10). An estimate, not a promise: it knows the value, but not what others know of the person.
/// </summary>
/// <remarks>
/// The bits are an honest upper bound in the sense that nothing in the value says more: a guesser with a list of customers, a phone
/// book or the rest of the grain needs less. The risk is <see cref="GuessRisk.High"/> below <see cref="HighBelow"/> bits,
/// <see cref="GuessRisk.Elevated"/> below <see cref="ElevatedBelow"/> bits and where the value is public by nature, else
/// <see cref="GuessRisk.Low"/>.
/// </remarks>
/// <param name="Field">The full name of the field.</param>
/// <param name="Risk">How easily the value is guessed.</param>
/// <param name="GuessBits">The logarithm to base 2 of the number of guesses that are expected to find it, at most.</param>
/// <param name="Reason">Why, for a person. Never holds the value.</param>
public readonly record struct ElisionRisk(string Field, GuessRisk Risk, double GuessBits, string Reason)
{
    /// <summary>Below this many bits one machine finds the value: 40.</summary>
    public const double HighBelow = 40;

    /// <summary>Below this many bits somebody with many machines finds the value: 80.</summary>
    public const double ElevatedBelow = 80;

    /// <summary>Estimates the risk of each field that is to be hidden.</summary>
    /// <param name="original">The grain that still shows the values.</param>
    /// <param name="fields">Full names; fields that the grain does not show have no value to estimate, and no estimate.</param>
    /// <returns>The estimates, in the order of the names.</returns>
    /// <exception cref="OmsException">The grain is sealed or compressed, so that nothing of it can be read.</exception>
    public static IReadOnlyList<ElisionRisk> Estimate(GrainBlob original, IEnumerable<string> fields)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(fields);
        GrainView view = Readable.View(original);
        List<ElisionRisk> risks = [];
        Dictionary<string, ElisionRisk?> known = [];
        string[] names = [.. fields];
        foreach (string name in names) known[name] = null;
        foreach (FieldEntry entry in view)
        {
            string name = FieldNames.Of(entry);
            if (known.ContainsKey(name)) known[name] = Estimate(name, entry.Value);
        }
        foreach (string name in names)
        {
            if (known[name] is { } risk) risks.Add(risk);
        }
        return risks;
    }

    /// <summary>Estimates the risk of one value.</summary>
    /// <param name="field">The full name of its field, which may have a closed set of values or hold something public.</param>
    /// <param name="value">The value.</param>
    /// <returns>The estimate.</returns>
    public static ElisionRisk Estimate(string field, FieldValue value)
    {
        ArgumentNullException.ThrowIfNull(field);
        GuessEstimate estimate = ValueGuess.Of(field, value);
        double bits = Math.Clamp(estimate.Bits, 0, 8.0 * value.Encoded.Length);
        GuessRisk risk = bits < HighBelow ? GuessRisk.High : bits < ElevatedBelow || estimate.IsPublic ? GuessRisk.Elevated : GuessRisk.Low;
        return new(field, risk, bits, estimate.Reason);
    }
}
