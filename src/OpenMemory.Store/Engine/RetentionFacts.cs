using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>What a grain says that retention asks about.</summary>
internal static class RetentionFacts
{
    /// <summary>When an event happened to a grain, in epoch milliseconds; null where it did not.</summary>
    internal static long? TimeOf(RetentionEvent since, GrainView grain, in GrainRow row) => since switch
    {
        RetentionEvent.Created => SetGrain.TryGetTime(grain, out long created) ? created : row.AcceptedAt.Value,
        RetentionEvent.Accepted => row.AcceptedAt.Value,
        RetentionEvent.LastAccessed => Math.Max(row.Entry.State.LastAccessedAt?.Value ?? long.MinValue, row.AcceptedAt.Value),
        RetentionEvent.Ended => row.Entry.State.SystemValidTo?.Value,
        _ => grain.TryGetCore(Field.ValidTo, out FieldValue value) && Integer(value) is { } end ? end : null,
    };

    /// <summary>
    /// What keeps a grain where it is, whatever its age: a hold (OMS-23.2-3) and its own minimum, neither of which lets it decay
    /// either, and what it is worth; <see cref="RetentionStep.Stay"/> for nothing.
    /// </summary>
    internal static RetentionStep Keeps(RetentionRule rule, in GrainRow row, EpochMilliseconds now)
    {
        GrainView grain = row.Blob.View();
        if (GrainProtection.Read(grain).EffectiveMode(now, row.Entry.IsHoldLifted) == InvalidationMode.Hold || HidesHold(grain, row.Entry)) return RetentionStep.KeepHold;
        if (WantsToStay(grain, row, now)) return RetentionStep.KeepRetentionPolicy;
        bool isWorthy = IsAtLeast(grain, Field.Importance, rule.KeepImportanceFrom) || IsAtLeast(grain, Field.Confidence, rule.KeepConfidenceFrom)
            || (rule.KeepAccessedFrom is { } count && row.Entry.State.AccessCount >= count);
        return isWorthy ? RetentionStep.KeepValue : RetentionStep.Stay;
    }

    /// <summary>Whether there may be a hold in a policy that a disclosed view hides.</summary>
    private static bool HidesHold(GrainView grain, IndexEntry entry) => !entry.IsHoldLifted && grain.Hides(Field.InvalidationPolicy);

    /// <summary>
    /// Whether the grain's own <c>retention_policy</c> is not over: its years since <c>created_at</c> have not passed, it demands something of
    /// a deletion that a clock cannot give, or what it says cannot be read.
    /// </summary>
    private static bool WantsToStay(GrainView grain, in GrainRow row, EpochMilliseconds now)
    {
        if (grain.Hides(Field.RetentionPolicy)) return true;
        if (!grain.TryGetCore(Field.RetentionPolicy, out FieldValue policy) || policy.Kind == OmsValueKind.Null) return false;
        if (policy.Kind != OmsValueKind.Map) return true;
        if (policy.TryGetEntry("deletion_requires"u8, out FieldValue demand) && demand.Kind != OmsValueKind.Null && !(demand.Kind == OmsValueKind.Text && demand.Utf8.IsEmpty))
            return true;
        if (!policy.TryGetEntry("minimum_retention_years"u8, out FieldValue years) || years.Kind == OmsValueKind.Null) return false;
        return Integer(years) is not (>= 0 and <= 9999 and var count) || IsBefore(now, TimeOf(RetentionEvent.Created, grain, row)!.Value, (int)count);
    }

    /// <summary>Whether a time is before an anniversary; where no calendar has that, it is.</summary>
    private static bool IsBefore(EpochMilliseconds now, long created, int years)
    {
        try
        {
            return now.Value < DateTimeOffset.FromUnixTimeMilliseconds(created).AddYears(years).ToUnixTimeMilliseconds();
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private static bool IsAtLeast(GrainView grain, Field field, double? least)
    {
        if (least is not { } number || !grain.TryGetCore(field, out FieldValue value)) return false;
        return value.Kind switch
        {
            OmsValueKind.Float => value.Float64 >= number,
            OmsValueKind.Integer => value.IsUnsigned || value.Int64 >= number,
            _ => false,
        };
    }

    private static long? Integer(FieldValue value) => value.Kind switch
    {
        OmsValueKind.Integer => value.IsUnsigned ? long.MaxValue : value.Int64,
        OmsValueKind.Float => (long)value.Float64, // whole where the schema was checked; saturates
        _ => null,
    };
}
