namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>target_ref</c>: What it is about: grain:, entity:, query:, template:, doc:, host:, or a scheme of the host's (§6.13).</summary>
    public static Field TargetRef => new(171);

    /// <summary><c>analyzer</c>: id (publisher.name/major) and params (§6.13).</summary>
    public static Field Analyzer => new(172);

    /// <summary><c>summary</c>: template_id and args; never free prose (§6.13).</summary>
    public static Field Summary => new(173);

    /// <summary><c>dedup_key</c>: of Recommendation, Trigger (§6.13).</summary>
    public static Field DedupKey => new(174);

    /// <summary><c>proposal_cal</c>: A proposal in CAL, at most 8192 bytes. Exactly one proposal is given (§6.13).</summary>
    public static Field ProposalCal => new(175);

    /// <summary><c>proposal_edit</c>: format, base_digest, diff. Exactly one proposal is given (§6.13).</summary>
    public static Field ProposalEdit => new(176);

    /// <summary><c>proposal_data</c>: A proposal the host understands. Exactly one proposal is given (§6.13).</summary>
    public static Field ProposalData => new(177);

    /// <summary><c>severity</c>: info, low, medium or high (§6.13).</summary>
    public static Field Severity => new(178);

    /// <summary><c>metric_snapshot</c>: metric, baseline, unit, n, window, query, review_after (§6.13).</summary>
    public static Field MetricSnapshot => new(179);

    /// <summary><c>evidence_query</c>: CAL query that finds the full evidence (§6.13).</summary>
    public static Field EvidenceQuery => new(180);
}
