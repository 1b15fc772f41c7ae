namespace OpenMemory;

// Where it comes from and what it refers to.
public abstract partial record Grain
{
    /// <summary><c>consolidation_level</c>: 0 raw, 1 frequency, 2 pattern, 3 sequence (§6.1).</summary>
    public long? ConsolidationLevel
    {
        get => GetInteger("consolidation_level");
        init => Set("consolidation_level", Number(value, static number => number));
    }

    /// <summary><c>success_count</c>: Non-negative else ERR_RANGE (§6.1).</summary>
    public long? SuccessCount
    {
        get => GetInteger("success_count");
        init => Set("success_count", Number(value, static number => number));
    }

    /// <summary><c>failure_count</c>: Non-negative else ERR_RANGE (§6.1).</summary>
    public long? FailureCount
    {
        get => GetInteger("failure_count");
        init => Set("failure_count", Number(value, static number => number));
    }

    /// <summary><c>provenance_chain</c>: Sources, methods and weights (§14.1) (§6.1).</summary>
    public IReadOnlyList<ProvenanceEntry>? ProvenanceChain
    {
        get => GetList("provenance_chain", OmsValueKind.Map, static element => new ProvenanceEntry(element.AsMap()));
        init => SetList("provenance_chain", value, static entry => entry.ToMap());
    }

    /// <summary><c>origin_did</c>: DID of the original source agent in relay chains and skill transfer (§6.1).</summary>
    public string? OriginDid
    {
        get => GetText("origin_did");
        init => Set("origin_did", value);
    }

    /// <summary><c>origin_namespace</c>: Namespace at the original source (§6.1).</summary>
    public string? OriginNamespace
    {
        get => GetText("origin_namespace");
        init => Set("origin_namespace", value);
    }

    /// <summary><c>content_refs</c>: Bytes kept elsewhere, and citations (§7.1) (§6.1).</summary>
    public IReadOnlyList<ContentReference>? ContentRefs
    {
        get => GetList("content_refs", OmsValueKind.Map, static element => new ContentReference(element.AsMap()));
        init => SetList("content_refs", value, static entry => entry.ToMap());
    }

    /// <summary><c>embedding_refs</c>: Vectors kept elsewhere (§7.2) (§6.1).</summary>
    public IReadOnlyList<EmbeddingReference>? EmbeddingRefs
    {
        get => GetList("embedding_refs", OmsValueKind.Map, static element => new EmbeddingReference(element.AsMap()));
        init => SetList("embedding_refs", value, static entry => entry.ToMap());
    }

    /// <summary><c>related_to</c>: Links to other grains; they never change their status (§14.2) (§6.1).</summary>
    public IReadOnlyList<RelatedGrain>? RelatedTo
    {
        get => GetList("related_to", OmsValueKind.Map, static element => new RelatedGrain(element.AsMap()));
        init => SetList("related_to", value, static entry => entry.ToMap());
    }

    /// <summary><c>observer_did</c>: DID of the observing entity (§6.1).</summary>
    public string? ObserverDid
    {
        get => GetText("observer_did");
        init => Set("observer_did", value);
    }

    /// <summary><c>subject_did</c>: DID of the entity the grain is about (§6.1).</summary>
    public string? SubjectDid
    {
        get => GetText("subject_did");
        init => Set("subject_did", value);
    }

    /// <summary><c>epistemic_status</c>: For example certain, probable, uncertain, estimated, derived (§6.1).</summary>
    public string? EpistemicStatus
    {
        get => GetText("epistemic_status");
        init => Set("epistemic_status", value);
    }
}
