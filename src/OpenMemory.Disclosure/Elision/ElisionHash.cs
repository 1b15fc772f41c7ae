namespace OpenMemory.Disclosure;

/// <summary>
/// What a disclosed grain holds in place of a value: the SHA-256 of its canonical MessagePack bytes, without the key (OMS-10.1-1).
/// Unsalted: whoever can guess the value can check the guess.
/// </summary>
public readonly struct ElisionHash : IEquatable<ElisionHash>
{
    /// <summary>Length of the text form in characters: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public const int TextLength = 71;

    private readonly ContentAddress _digest;

    private ElisionHash(ContentAddress digest) => _digest = digest;

    /// <summary>Hashes a value as it stands in a grain, in whichever encoding.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The hash.</returns>
    public static ElisionHash Compute(FieldValue value) => throw new NotImplementedException();

    /// <summary>Hashes a value that somebody revealed, given with full field names as in JSON.</summary>
    /// <param name="type">The grain's type, which decides how nested keys are written.</param>
    /// <param name="field">The full name of the field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="OmsException">The value cannot be written in a grain.</exception>
    public static ElisionHash Compute(GrainType type, string field, OmsValue value) => throw new NotImplementedException();

    /// <summary>Reads the text form.</summary>
    /// <param name="text"><c>sha256:</c> and 64 lowercase hexadecimal digits .</param>
    /// <param name="hash">The hash, or the default value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ElisionHash hash) => throw new NotImplementedException();

    /// <summary>Whether two hashes are the same, in a time that does not tell where they differ (OMS-10.1-2).</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when they are.</returns>
    public bool FixedTimeEquals(ElisionHash other) => _digest.FixedTimeEquals(other._digest);

    /// <inheritdoc/>
    public bool Equals(ElisionHash other) => _digest == other._digest;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ElisionHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _digest.GetHashCode();

    /// <summary>Whether two hashes are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(ElisionHash left, ElisionHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(ElisionHash left, ElisionHash right) => !left.Equals(right);

    /// <summary>The text form.</summary>
    /// <returns><c>sha256:</c> and 64 hexadecimal digits.</returns>
    public override string ToString() => $"sha256:{_digest}";
}
