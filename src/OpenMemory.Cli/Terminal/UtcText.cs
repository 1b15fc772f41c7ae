using System.Globalization;

namespace OpenMemory.Cli.Terminal;

/// <summary>Times for people and programs.</summary>
internal static class UtcText
{
    /// <summary>For example <c>2026-01-15T10:00:00.000Z</c>; the number of milliseconds where the calendar has no such year.</summary>
    internal static string Of(EpochMilliseconds time)
    {
        try
        {
            return time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return time.ToString();
        }
    }
}
