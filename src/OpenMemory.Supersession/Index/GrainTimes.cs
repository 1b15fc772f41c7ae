namespace OpenMemory.Supersession;

/// <summary>Reads times of grains as they may stand there, without ever throwing. Allocates nothing.</summary>
internal static class GrainTimes
{
    /// <summary>When a grain was written; where that cannot be read, as in a sealed one, by the whole seconds of its header.</summary>
    internal static long CreatedAt(GrainView grain) =>
        grain.TryGetCore(Field.CreatedAt, out FieldValue value) && TryRead(value, isEnd: false, out long time) ? time : 1000L * grain.Header.CreatedAtSeconds;

    /// <summary>Reads milliseconds. What stands between two of them, which only the Compatible mode lets in, moves inwards.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isEnd">Whether it ends a time rather than beginning it.</param>
    /// <param name="time">The time, within 64 bits.</param>
    /// <returns>Whether it is a number.</returns>
    internal static bool TryRead(FieldValue value, bool isEnd, out long time)
    {
        time = value.Kind switch
        {
            OmsValueKind.Integer => value.IsUnsigned ? long.MaxValue : value.Int64,
            OmsValueKind.Float => Clamp(isEnd ? Math.Floor(value.Float64) : Math.Ceiling(value.Float64)),
            _ => 0,
        };
        return value.Kind is OmsValueKind.Integer or OmsValueKind.Float;
    }

    private static long Clamp(double time) => time >= long.MaxValue ? long.MaxValue : time <= long.MinValue ? long.MinValue : (long)time;
}
