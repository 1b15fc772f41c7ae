namespace OpenMemory.Store;

/// <summary>One step in the lifecycle of a Recommendation, as an audit Observation records it .</summary>
public sealed record RecommendationTransition
{
    /// <summary>The audit Observation.</summary>
    public required ContentAddress Address { get; init; }

    /// <summary>The Recommendation.</summary>
    public required ContentAddress Recommendation { get; init; }

    /// <summary>The status before, as the step says; null where it says none that is known.</summary>
    public RecommendationStatus? From { get; init; }

    /// <summary>The status after.</summary>
    public required RecommendationStatus To { get; init; }

    /// <summary>Who did it: a label of the acting principal, from which no rights follow (OMS-8.12-11).</summary>
    public string? Actor { get; init; }

    /// <summary>The class of who did it; null where it is none of those that there are.</summary>
    public RecommendationObserver? Observer { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When, by the clock of whoever did it.</summary>
    public EpochMilliseconds At { get; init; }

    /// <summary>The Recommendation, the steps before, and the grains that came of it.</summary>
    public IReadOnlyList<ContentAddress> DerivedFrom { get; init; } = [];

    /// <summary>Whether it can be rolled back; only an application says it.</summary>
    public bool? IsRollbackable { get; init; }

    /// <summary>What undoes it, as <see cref="RecommendationChange"/> describes; null for nothing, or another form than a map.</summary>
    public OmsMap? Inverse { get; init; }

    /// <summary>The body of the definition that it replaced (OMS-28.4.1-10); of several, see <see cref="Inverse"/> and the grain.</summary>
    public string? ReplacedBody { get; init; }

    /// <summary>The revision of the template with which the summary was shown (OMS-8.12-6).</summary>
    public string? TemplateRevision { get; init; }

    /// <summary>Why the step does not count; the default value where it does.</summary>
    public OmsFault Fault { get; init; }

    /// <summary>The <c>dedup_key</c> it was written for.</summary>
    internal string? DedupKey { get; init; }

    /// <summary>Its namespace, as <see cref="GrainNamespace"/> tells it.</summary>
    internal string? Namespace { get; init; }

    /// <summary>Whether its <c>context</c> and its <c>relation</c> name one status.</summary>
    internal bool NamesOneStatus { get; init; }
}
