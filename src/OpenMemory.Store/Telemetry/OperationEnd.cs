namespace OpenMemory.Store;

/// <summary>What may be told of an operation's end: an outcome and counts, and nothing of what it was about.</summary>
/// <param name="Outcome">The attribute <c>outcome</c>.</param>
/// <param name="Fault">Why, where a rule refused it.</param>
internal readonly record struct OperationEnd(string Outcome, OmsFault Fault = default)
{
    internal const string Done = "done", Existing = "existing", NotFound = "not_found", Refused = "refused", Conflict = "conflict", Incomplete = "incomplete", Cancelled = "cancelled", Error = "error";

    private static readonly string[] s_outcomes = [Refused, Done, Existing, Conflict, "deleted", NotFound, "not_authorized"]; // by WriteOutcome

    /// <summary>All values of <c>outcome</c>.</summary>
    internal static IEnumerable<string> Outcomes => [.. s_outcomes, Incomplete, Cancelled, Error];

    internal long Written { get; init; }

    internal long Removed { get; init; }

    /// <summary>How many grains, rows or entries it returned or was about; null where it is about one.</summary>
    internal long? Count { get; init; }

    /// <summary>Of many writes, those that a rule refused.</summary>
    internal long RefusedCount { get; init; }

    /// <summary>Of many writes, those that were taken in with a mark.</summary>
    internal long Marked { get; init; }

    /// <summary>Of grains that were asked for by address, those that were found, by tier.</summary>
    internal (long Hot, long Warm, long Cold) Hits { get; init; }

    /// <summary>Those that were not.</summary>
    internal long Misses { get; init; }

    /// <summary>Whether <see cref="Count"/> is that of a query or a search.</summary>
    internal bool IsPage { get; init; }

    /// <summary>The erasure, where it was one.</summary>
    internal SubjectErasure? Erasure { get; init; }

    internal static OperationEnd Of(WriteResult result) =>
        new(s_outcomes[(int)result.Outcome], result.Fault) { Written = result.Outcome == WriteOutcome.Done ? 1 : 0 };

    /// <summary>A write that takes in no grain: it says something about one.</summary>
    internal static OperationEnd OfStatus(WriteResult result) => Of(result) with { Written = 0 };

    internal static OperationEnd OfDeletion(WriteResult result) => Of(result) with { Written = 0, Removed = result.Outcome == WriteOutcome.Done ? 1 : 0 };

    internal static OperationEnd Of(IReadOnlyList<WriteResult> results)
    {
        long written = 0, refused = 0, marked = 0;
        foreach (WriteResult result in results)
        {
            if (result.Outcome == WriteOutcome.Done) written++;
            if (result.Outcome == WriteOutcome.Refused) refused++;
            if (result is { IsSuccess: true, Warnings.Count: > 0 }) marked++;
        }
        return new(Done) { Count = results.Count, Written = written, RefusedCount = refused, Marked = marked };
    }

    internal static OperationEnd Of(IReadOnlyList<IndexMergeResult> results) =>
        new(Done) { Count = results.Count, RefusedCount = results.Count(static result => result.Refusal.IsFault) };

    internal static OperationEnd Of(StoredGrain? grain) => grain is null
        ? new(NotFound) { Misses = 1 }
        : new(Done) { Hits = (grain.Tier == StorageTier.Hot ? 1 : 0, grain.Tier == StorageTier.Warm ? 1 : 0, grain.Tier == StorageTier.Cold ? 1 : 0) };

    internal static OperationEnd Of(IReadOnlyList<StoredGrain?> grains)
    {
        Span<long> tiers = stackalloc long[3];
        long misses = 0;
        foreach (StoredGrain? grain in grains)
        {
            if (grain is null) misses++;
            else tiers[(int)grain.Tier]++;
        }
        return new(Done) { Count = grains.Count, Hits = (tiers[0], tiers[1], tiers[2]), Misses = misses };
    }

    internal static OperationEnd Of(GrainPage page) => new(Done) { Count = page.Results.Count, IsPage = true };

    internal static OperationEnd Of(SubjectReport report) => new(report.IsComplete ? Done : Incomplete) { Count = report.Matches.Count };

    internal static OperationEnd Of(SubjectErasure erasure) =>
        new(erasure.IsComplete ? Done : Incomplete) { Count = erasure.Erased.Count, Removed = erasure.Erased.Count, Erasure = erasure };

    internal static OperationEnd Of(ConsentCascade cascade) => new(Done) { Count = cascade.Due.Count, Removed = cascade.Erased };

    internal static OperationEnd Of(RetentionReport report) => new(report.Warnings.Count == 0 ? Done : Incomplete)
    {
        Count = report.Rules.Sum(static rule => rule.LookedAt), Removed = report.IsDryRun ? 0 : report.Removed,
    };

    internal static OperationEnd Of<T>(IReadOnlyList<T> rows) => new(Done) { Count = rows.Count };

    /// <summary>An operation that finds something, or does something where there is something.</summary>
    internal static OperationEnd OfFound(bool isFound) => new(isFound ? Done : NotFound);

    /// <inheritdoc cref="OfFound(bool)"/>
    internal static OperationEnd OfFound<T>(T? found) => new(found is null ? NotFound : Done);

    /// <summary>An operation whose answer is no matter of success.</summary>
    internal static OperationEnd OfDone<T>(T answer) => new(Done);

    /// <summary>What an exception says: one of the rules' is a refusal, unless it says that what was kept is damaged.</summary>
    internal static OperationEnd Of(Exception exception) => exception switch
    {
        OperationCanceledException => new(Cancelled),
        OmsException { Code: not (OmsErrorCode.Integrity or OmsErrorCode.Corrupt) } refused => new(Refused, refused.Fault),
        OmsException damaged => new(Error, damaged.Fault),
        _ => new(Error),
    };
}
