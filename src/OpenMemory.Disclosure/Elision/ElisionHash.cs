using System.Globalization;

namespace OpenMemory.Disclosure;

/// <summary>
/// What a disclosed grain holds in place of a value: the SHA-256 of its canonical MessagePack bytes, without the key (OMS-10.1-1).
/// Unsalted: whoever can guess the value can check the guess.
/// </summary>
public readonly struct ElisionHash : IEquatable<ElisionHash>
{
    /// <summary>Length of the text form in characters: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public const int TextLength = 71;

    /// <summary>What the text form begins with.</summary>
    public const string Prefix = "sha256:";

    private readonly ContentAddress _digest;

    internal ElisionHash(ContentAddress digest) => _digest = digest;

    /// <summary>Hashes a value as it stands in a grain, in whichever encoding.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The hash.</returns>
    public static ElisionHash Compute(FieldValue value) => Compute(value.Encoded, value.Encoding);

    /// <summary>Hashes a value that somebody revealed, given with full field names as in JSON.</summary>
    /// <param name="type">The grain's type, which decides how nested keys are written.</param>
    /// <param name="field">The full name of the field.</param>
    /// <param name="value">The value.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="OmsException">The value cannot be written in a grain.</exception>
    public static ElisionHash Compute(GrainType type, string field, OmsValue value) => Compute(type, field, value, isIntegration: false, restore: false);

    /// <summary>Reads the text form.</summary>
    /// <param name="text"><c>sha256:</c> and 64 lowercase hexadecimal digits; another prefix or none is read as well .</param>
    /// <param name="hash">The hash, or the default value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ElisionHash hash)
    {
        bool isHash = ContentAddress.TryParseReference(text, out ContentAddress digest);
        hash = isHash ? new(digest) : default;
        return isHash;
    }

    /// <summary>Whether two hashes are the same, in a time that does not tell where they differ (OMS-10.1-2).</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when they are.</returns>
    public bool FixedTimeEquals(ElisionHash other) => _digest.FixedTimeEquals(other._digest);

    /// <summary>Writes the text form.</summary>
    /// <param name="utf8">Room for <see cref="TextLength"/> bytes.</param>
    internal void Write(Span<byte> utf8)
    {
        "sha256:"u8.CopyTo(utf8);
        _digest.TryFormat(utf8[Prefix.Length..], out _, default, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether this is the hash of a value, in any of the forms in which a grain may hold it.</summary>
    internal bool IsOf(GrainType type, string field, OmsValue value)
    {
        bool matches = false;
        foreach ((bool isIntegration, bool restore) in (ReadOnlySpan<(bool, bool)>)[(false, false), (false, true), (true, false), (true, true)])
        {
            if (isIntegration && field != Field.Context.FullName) continue;
            try
            {
                matches |= FixedTimeEquals(Compute(type, field, value, isIntegration, restore));
            }
            catch (OmsException)
            {
                // No grain holds the value in this form.
            }
        }
        return matches;
    }

    private static ElisionHash Compute(GrainType type, string field, OmsValue value, bool isIntegration, bool restore)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (value.IsNull) throw new OmsException(new(OmsErrorCode.Schema, "OMS-4.5-1", "A value that is null is not in the grain, and has no hash", -1, field));
        return GrainWriter.WithValue(type, field, value, isIntegration, restore, OfMessagePack);
    }

    /// <summary>Hashes the bytes of one value.</summary>
    internal static ElisionHash Compute(ReadOnlySpan<byte> encoded, PayloadEncoding encoding) =>
        encoding == PayloadEncoding.MessagePack ? OfMessagePack(encoded) : OfCbor(encoded);

    private static ElisionHash OfMessagePack(ReadOnlySpan<byte> encoded) => new(ContentAddress.Compute(encoded));

    /// <summary>A value has one hash, in whichever encoding the grain is (OMS-10.1-1).</summary>
    private static ElisionHash OfCbor(ReadOnlySpan<byte> encoded)
    {
        WriterState state = WriterState.Rent();
        try
        {
            int position = 0;
            state.Writer.Reset(0, CodecLimits.Trusted, []);
            state.Writer.Copy(encoded, PayloadEncoding.Cbor, ref position);
            return OfMessagePack(state.Writer.Written);
        }
        finally
        {
            state.Return();
        }
    }

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
