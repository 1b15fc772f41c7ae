using OpenMemory;
using OpenMemory.Supersession;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Supersession.</summary>
internal static class SupersessionExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static bool Run(string folder)
    {
        Goal promise = new() { Description = "Answer by Friday", GoalState = "active", CreatedAt = 1768471200000, InvalidationPolicy = new() { Mode = "soft_locked" } };
        (InvalidationDecision plain, InvalidationDecision justified, bool wasKnown) = Ask(promise.ToBlob());
        return Directory.Exists(folder) && !plain.IsAllowed && justified is { IsAllowed: true, NeedsReview: true } && !wasKnown;
    }

    private static (InvalidationDecision Plain, InvalidationDecision Justified, bool WasKnown) Ask(GrainBlob promise)
    {
        // <supersession>
        GrainProtection protection = GrainProtection.Read(promise.View());      // its policy: soft_locked
        EpochMilliseconds now = EpochMilliseconds.Now();

        InvalidationDecision plain = InvalidationRules.Decide(protection, InvalidationAct.Supersession, new() { Now = now });
        InvalidationDecision justified = InvalidationRules.Decide(protection, InvalidationAct.Supersession, new() { Now = now, IsJustified = true });
        Console.WriteLine($"{plain.IsAllowed} ({plain.Fault.Message}), {justified.IsAllowed}, to be reviewed: {justified.NeedsReview}");

        bool wasKnown = new AsOf(KnownAt: 1500000000000).Matches(promise.View(), IndexEntry.Default); // in July 2017
        // </supersession>
        return (plain, justified, wasKnown);
    }
}
