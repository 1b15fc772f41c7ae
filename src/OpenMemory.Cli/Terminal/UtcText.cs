using System.Globalization;

namespace OpenMemory.Cli.Terminal;

/// <summary>Times for people and programs.</summary>
internal static class UtcText
{
    /// <summary>For example <c>2026-01-15T10:00:00.000Z</c>; the number of milliseconds where the calendar has no such year.</summary>
    internal static string Of(EpochMilliseconds time) => Format(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>For tables of people, for example <c>2026-01-15 10:00</c>; what is less than a minute is cut off.</summary>
    internal static string Minute(EpochMilliseconds time) => Format(time, "yyyy-MM-dd HH:mm");

    private static string Format(EpochMilliseconds time, string format)
    {
        try
        {
            return time.ToDateTimeOffset().ToString(format, CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return time.ToString();
        }
    }
}
