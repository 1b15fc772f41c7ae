namespace OpenMemory;

public readonly partial record struct EpochMilliseconds
{
    /// <summary>
    /// Reads the usual ISO 8601 date-times without allocating. What it takes, <see cref="TryParseIso8601"/> takes as the same time; that
    /// takes a few more, at the ends of the calendar and with far offsets.
    /// </summary>
    internal static bool TryParseUsual(ReadOnlySpan<byte> utf8, out EpochMilliseconds time)
    {
        time = default;
        if (utf8.Length < 20 || utf8[4] != '-' || utf8[7] != '-' || utf8[10] != 'T' || utf8[13] != ':' || utf8[16] != ':') return false;
        int year = (100 * Two(utf8)) + Two(utf8[2..]), month = Two(utf8[5..]), day = Two(utf8[8..]);
        int hour = Two(utf8[11..]), minute = Two(utf8[14..]), second = Two(utf8[17..]);
        bool isUsual = year is > 1 and < 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60;
        if (!isUsual || !TryReadFraction(utf8[19..], out int read, out int milliseconds) || !TryReadOffset(utf8[(19 + read)..], out int minutes)) return false;
        long ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        time = (ticks / TimeSpan.TicksPerMillisecond) + milliseconds - (60_000L * minutes);
        return true;
    }

    /// <summary>A fraction of any length, rounded down to milliseconds.</summary>
    private static bool TryReadFraction(ReadOnlySpan<byte> text, out int length, out int milliseconds)
    {
        length = milliseconds = 0;
        if (text[0] != '.') return true;
        ReadOnlySpan<byte> digits = text[1..];
        int count = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (count <= 0) return false;
        for (int i = 0; i < 3; i++) milliseconds = (10 * milliseconds) + (i < count ? digits[i] - '0' : 0);
        length = 1 + count;
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1) return text[0] == 'Z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        int hour = Two(text[1..]), minute = Two(text[4..]);
        minutes = ((60 * hour) + minute) * (text[0] == '-' ? -1 : 1);
        return hour is >= 0 and < 14 && minute is >= 0 and < 60;
    }

    /// <summary>Two digits as a number; far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text) =>
        char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1]) ? (10 * (text[0] - '0')) + text[1] - '0' : -100_000;
}
