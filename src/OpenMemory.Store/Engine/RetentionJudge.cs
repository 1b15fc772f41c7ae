using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Decides what becomes of a grain under some rules.</summary>
internal sealed class RetentionJudge(RetentionTally[] rules, RetentionRest rest, EpochMilliseconds now)
{
    /// <summary>Decides; null where no rule that moves grains covers this one.</summary>
    internal RetentionDecision? Decide(IStoreReader reader, in GrainRow row)
    {
        GrainView grain = row.Blob.View();
        if (GrainNamespace.Of(grain) is not { } name) return null;
        RetentionTally? winner = null;
        long age = 0;
        bool isTooYoung = false;
        foreach (RetentionTally tally in rules)
        {
            RetentionRule rule = tally.Rule;
            if (!rule.Covers(name, grain.Type) || (!rule.IncludesCurrent && row.Entry.IsCurrent)) continue;
            long? since = RetentionFacts.TimeOf(rule.Since, grain, row);
            // A floor that counts from what did not happen yet is not passed.
            isTooYoung |= rule.MinimumAge is { } minimum && (since is not { } begun || AgeFrom(begun) < (long)minimum.TotalMilliseconds);
            if (winner is not null || !rule.Moves || since is not { } time) continue;
            (winner, age) = (tally, AgeFrom(time));
        }
        return winner is null ? null : Decide(reader, row, winner, age, isTooYoung);
    }

    private RetentionDecision Decide(IStoreReader reader, in GrainRow row, RetentionTally tally, long age, bool isTooYoung)
    {
        RetentionRule rule = tally.Rule;
        StorageTier target = Has(rule.ColdAfter ?? rule.RemoveAfter, age) ? StorageTier.Cold
            : Has(rule.WarmAfter ?? rule.ColdAfter ?? rule.RemoveAfter, age) ? StorageTier.Warm : StorageTier.Hot;
        bool isOver = row.Tier == StorageTier.Cold && Has(rule.RemoveAfter, age);
        if (target < row.Tier) return new(tally, RetentionStep.Promote, target);
        if (target == row.Tier && !isOver) return new(tally, RetentionStep.Stay);
        RetentionStep kept = isTooYoung ? RetentionStep.KeepMinimumAge : RetentionFacts.Keeps(rule, row, now);
        if (kept == RetentionStep.Stay && isOver && RetentionDependents.Has(reader, row, now)) kept = RetentionStep.KeepForOthers;
        if (kept != RetentionStep.Stay) return new(tally, kept);
        if (isOver) return new(tally, rest.MayRemove ? RetentionStep.Remove : RetentionStep.Rest);
        if (row.Tier == StorageTier.Hot) return new(tally, RetentionStep.Warm, StorageTier.Warm);
        return rest.MayCool ? new(tally, RetentionStep.Cool, StorageTier.Cold) : new(tally, RetentionStep.Rest);
    }

    /// <summary>The age, 0 of what lies ahead, and as much as there is of what no clock can tell.</summary>
    private long AgeFrom(long time) => time >= now.Value ? 0 : time < 0 && now.Value > long.MaxValue + time ? long.MaxValue : now.Value - time;

    private static bool Has(TimeSpan? after, long age) => after is { } span && age >= (long)span.TotalMilliseconds;
}
