using System.Globalization;

namespace OpenMemory;

/// <summary>The key of a grain by which a file is split, as UTF-8 in normalization form C; empty where it has none.</summary>
internal static class SplitKey
{
    /// <summary>The room that a period needs, in bytes.</summary>
    internal const int MaxPeriod = 16;

    internal static ReadOnlySpan<byte> Of(GrainView grain, MgSplitBy by, Span<byte> buffer) => by switch
    {
        MgSplitBy.User => Nfc.Normalized(SetGrain.UserId(grain)),
        MgSplitBy.Namespace => Nfc.Normalized(SetGrain.Namespace(grain)),
        MgSplitBy.Day => Period(grain, "yyyy-MM-dd", buffer),
        MgSplitBy.Month => Period(grain, "yyyy-MM", buffer),
        MgSplitBy.Year => Period(grain, "yyyy", buffer),
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    private static ReadOnlySpan<byte> Period(GrainView grain, string format, Span<byte> buffer)
    {
        if (!SetGrain.TryGetTime(grain, out long time)) return default;
        if (time < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return default;
        DateTimeOffset.FromUnixTimeMilliseconds(time).TryFormat(buffer, out int written, format, CultureInfo.InvariantCulture);
        return buffer[..written];
    }
}
