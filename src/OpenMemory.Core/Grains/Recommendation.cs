namespace OpenMemory;

/// <summary>A proposed change, to be reviewed (§8.12).</summary>
public sealed record Recommendation : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Recommendation()
        : base(GrainType.Recommendation)
    {
    }

    /// <summary><c>target_ref</c>: What it is about: grain:, entity:, query:, template:, doc:, host:, or a scheme of the host's (§6.13). Required.</summary>
    public string? TargetRef
    {
        get => GetText("target_ref");
        init => Set("target_ref", value);
    }

    /// <summary><c>analyzer</c>: id (publisher.name/major) and params (§6.13). Required.</summary>
    public OmsMap? Analyzer
    {
        get => GetMap("analyzer");
        init => Set("analyzer", value);
    }

    /// <summary><c>summary</c>: template_id and args; never free prose (§6.13). Required.</summary>
    public OmsMap? Summary
    {
        get => GetMap("summary");
        init => Set("summary", value);
    }

    /// <summary><c>dedup_key</c>: Computed, see <see cref="OpenMemory.DedupKey"/> (§6.13). Required.</summary>
    public string? DedupKey
    {
        get => GetText("dedup_key");
        init => Set("dedup_key", value);
    }

    /// <summary><c>proposal_cal</c>: A proposal in CAL, at most 8192 bytes. Exactly one proposal is given (§6.13).</summary>
    public string? ProposalCal
    {
        get => GetText("proposal_cal");
        init => Set("proposal_cal", value);
    }

    /// <summary><c>proposal_edit</c>: format, base_digest, diff. Exactly one proposal is given (§6.13).</summary>
    public OmsMap? ProposalEdit
    {
        get => GetMap("proposal_edit");
        init => Set("proposal_edit", value);
    }

    /// <summary><c>proposal_data</c>: A proposal the host understands. Exactly one proposal is given (§6.13).</summary>
    public OmsMap? ProposalData
    {
        get => GetMap("proposal_data");
        init => Set("proposal_data", value);
    }

    /// <summary><c>severity</c>: info, low, medium or high (§6.13).</summary>
    public string? Severity
    {
        get => GetText("severity");
        init => Set("severity", value);
    }

    /// <summary><c>metric_snapshot</c>: metric, baseline, unit, n, window, query, review_after (§6.13).</summary>
    public OmsMap? MetricSnapshot
    {
        get => GetMap("metric_snapshot");
        init => Set("metric_snapshot", value);
    }

    /// <summary><c>evidence_query</c>: CAL query that finds the full evidence (§6.13).</summary>
    public string? EvidenceQuery
    {
        get => GetText("evidence_query");
        init => Set("evidence_query", value);
    }
}
