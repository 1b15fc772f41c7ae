using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenMemory;

/// <summary>
/// A point in time as grains hold it: milliseconds since 1970-01-01 UTC, negative before (§4.8). Any 64-bit value is legal,
/// also beyond the years that .NET's date types can express.
/// </summary>
/// <param name="Value">Milliseconds since 1970-01-01 UTC.</param>
public readonly partial record struct EpochMilliseconds(long Value) : IComparable<EpochMilliseconds>
{
    /// <summary>The time of a clock, rounded down to milliseconds.</summary>
    /// <param name="clock">The clock; the system's where null.</param>
    /// <returns>The time.</returns>
    public static EpochMilliseconds Now(TimeProvider? clock = null) => (clock ?? TimeProvider.System).GetUtcNow();

    /// <summary>Reads an ISO 8601 date-time with offset or <c>Z</c>, and rounds it down to milliseconds (OMS-4.8-1).</summary>
    /// <param name="text">For example <c>2026-01-15T10:00:00.000Z</c>; any number of fraction digits.</param>
    /// <returns>The time.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: not such a text.</exception>
    public static EpochMilliseconds ParseIso8601(string text)
    {
        if (!TryParseIso8601(text, out EpochMilliseconds time))
            Throw.Fault(OmsErrorCode.Schema, "OMS-4.8-1", "A date-time is not in ISO 8601 form");
        return time;
    }

    /// <summary>Reads an ISO 8601 date-time without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time, rounded down to milliseconds, or the default value.</param>
    /// <returns>Whether the text has the form.</returns>
    public static bool TryParseIso8601(string text, out EpochMilliseconds time)
    {
        time = default;
        Match match = Form().Match(text);
        if (!match.Success) return false;
        // Digits beyond .NET's 100 ns cannot change the millisecond: a fraction counts upwards from its second.
        string fraction = match.Groups["fraction"].Value;
        string trimmed = fraction.Length > 7 ? text.Remove(match.Groups["fraction"].Index + 7, fraction.Length - 7) : text;
        if (!DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset value)) return false;
        time = value;
        return true;
    }

    /// <summary>The time as a .NET date.</summary>
    /// <returns>The date, in UTC.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 … 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Value);

    /// <summary>Whole seconds as the header holds them: rounded down and clamped to 0 … 2³²−1 (OMS-3.1-6).</summary>
    /// <returns>The seconds.</returns>
    public uint ToHeaderSeconds()
    {
        long seconds = Value >= 0 ? Value / 1000 : -1;
        return (uint)Math.Clamp(seconds, 0, uint.MaxValue);
    }

    /// <inheritdoc/>
    public int CompareTo(EpochMilliseconds other) => Value.CompareTo(other.Value);

    /// <summary>The number of milliseconds.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="value">The milliseconds.</param>
    public static implicit operator EpochMilliseconds(long value) => new(value);

    /// <summary>A .NET date, rounded down to milliseconds.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator EpochMilliseconds(DateTimeOffset value) =>
        new((long)Math.Floor((decimal)(value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond));

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.(?<fraction>[0-9]+))?(?:Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
