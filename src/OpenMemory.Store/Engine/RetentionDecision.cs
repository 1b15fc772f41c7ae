namespace OpenMemory.Store;

/// <summary>What a rule says about a grain.</summary>
/// <param name="Rule">The rule, with its count.</param>
/// <param name="Step">What is to be done.</param>
/// <param name="Tier">The tier that it goes to; null where it stays, or goes altogether.</param>
internal readonly record struct RetentionDecision(RetentionTally Rule, RetentionStep Step, StorageTier? Tier = null)
{
    /// <summary>Whether something is to be written.</summary>
    internal bool IsChange => Tier is not null || Step == RetentionStep.Remove;
}
