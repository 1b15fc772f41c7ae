namespace OpenMemory.Store;

/// <summary>Who makes a transition of a Recommendation, and why.</summary>
public sealed record RecommendationAct
{
    /// <summary>Who acts: an opaque principal name, kept in <c>observer_id</c> and in the store's audit chain.</summary>
    public required string Actor { get; init; }

    /// <summary>The class of who acts; a person unless set.</summary>
    public RecommendationObserver Observer { get; init; }

    /// <summary>Why; not blank, at most 500 characters are recommended.</summary>
    public required string Reason { get; init; }

    /// <summary>For an application: everything that was done, in order. Nothing at all is not rollbackable.</summary>
    public IReadOnlyList<RecommendationChange> Changes { get; init; } = [];

    /// <summary>Further grains that came of it, which <c>derived_from</c> names beside the results of <see cref="Changes"/>.</summary>
    public IReadOnlyList<ContentAddress> Results { get; init; } = [];

    /// <summary>The revision of the template to which the summary's bare name was resolved (OMS-8.12-6); null for none.</summary>
    public string? TemplateRevision { get; init; }

    /// <summary>A name for this one operation, as in <see cref="WriteOptions.OperationId"/>.</summary>
    public string? OperationId { get; init; }
}
