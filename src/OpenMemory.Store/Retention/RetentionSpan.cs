using System.Globalization;

namespace OpenMemory.Store;

/// <summary>Spans of time as rules write them: a whole number and its unit, of which one alone gives a span one form; <c>30d</c>, <c>12h</c>.</summary>
internal static class RetentionSpan
{
    private static readonly (string Unit, long Milliseconds)[] s_units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>Writes a span in the largest unit that says it exactly.</summary>
    internal static string Write(TimeSpan span)
    {
        long milliseconds = span.Ticks / TimeSpan.TicksPerMillisecond;
        (string unit, long size) = Array.Find(s_units, unit => milliseconds % unit.Milliseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / size}{unit}");
    }

    /// <summary>Reads a span.</summary>
    internal static bool TryRead(string text, out TimeSpan span)
    {
        span = default;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        long size = Array.Find(s_units, unit => text.AsSpan(digits).SequenceEqual(unit.Unit)).Milliseconds;
        if (size == 0 || number > (long)TimeSpan.MaxValue.TotalMilliseconds / size) return false;
        span = TimeSpan.FromMilliseconds(number * size);
        return true;
    }

    /// <summary>Whole days, as many as there can be.</summary>
    internal static TimeSpan OfDays(long days) => TimeSpan.FromDays(Math.Min(days, (long)TimeSpan.MaxValue.TotalDays));
}
