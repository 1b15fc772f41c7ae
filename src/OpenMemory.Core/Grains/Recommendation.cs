namespace OpenMemory;

/// <summary>A proposed change, to be reviewed (§8.12).</summary>
public sealed record Recommendation : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Recommendation()
        : base(GrainType.Recommendation)
    {
    }

    /// <summary><c>target_ref</c>: &lt;scheme&gt;:&lt;opaque&gt;; schemes grain, entity, query, template, doc, host, host-defined (§6.13). Required.</summary>
    public string? TargetRef
    {
        get => GetText("target_ref");
        init => Set("target_ref", value);
    }

    /// <summary><c>analyzer</c>: {id: publisher.name/major, params?: map}; inner keys not compacted (§6.13). Required.</summary>
    public OmsMap? Analyzer
    {
        get => GetMap("analyzer");
        init => Set("analyzer", value);
    }

    /// <summary><c>summary</c>: {template_id, args}; no free prose (§6.13). Required.</summary>
    public OmsMap? Summary
    {
        get => GetMap("summary");
        init => Set("summary", value);
    }

    /// <summary><c>dedup_key</c>: Computed, 64 lowercase hex (§6.13). Required.</summary>
    public string? DedupKey
    {
        get => GetText("dedup_key");
        init => Set("dedup_key", value);
    }

    /// <summary><c>proposal_cal</c>: Exactly one of proposal_cal, proposal_edit, proposal_data (§6.13).</summary>
    public string? ProposalCal
    {
        get => GetText("proposal_cal");
        init => Set("proposal_cal", value);
    }

    /// <summary><c>proposal_edit</c>: {format, base_digest, diff}; inner keys not compacted (§6.13).</summary>
    public OmsMap? ProposalEdit
    {
        get => GetMap("proposal_edit");
        init => Set("proposal_edit", value);
    }

    /// <summary><c>proposal_data</c>: Opaque (§6.13).</summary>
    public OmsMap? ProposalData
    {
        get => GetMap("proposal_data");
        init => Set("proposal_data", value);
    }

    /// <summary><c>severity</c>: info, low, medium, high (§6.13).</summary>
    public string? Severity
    {
        get => GetText("severity");
        init => Set("severity", value);
    }

    /// <summary><c>metric_snapshot</c>: {metric, baseline, unit?, n?, window?, query?, review_after? epoch ms}; inner keys not compacted (§6.13).</summary>
    public OmsMap? MetricSnapshot
    {
        get => GetMap("metric_snapshot");
        init => Set("metric_snapshot", value);
    }

    /// <summary><c>evidence_query</c>: CAL query regenerating the full evidence set (§6.13).</summary>
    public string? EvidenceQuery
    {
        get => GetText("evidence_query");
        init => Set("evidence_query", value);
    }
}
