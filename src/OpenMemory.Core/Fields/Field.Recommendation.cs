namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>target_ref</c>: &lt;scheme&gt;:&lt;opaque&gt;; schemes grain, entity, query, template, doc, host, host-defined (§6.13).</summary>
    public static Field TargetRef => new(171);

    /// <summary><c>analyzer</c>: {id: publisher.name/major, params?: map}; inner keys not compacted (§6.13).</summary>
    public static Field Analyzer => new(172);

    /// <summary><c>summary</c>: {template_id, args}; no free prose (§6.13).</summary>
    public static Field Summary => new(173);

    /// <summary><c>dedup_key</c>: of Recommendation, Trigger (§6.13).</summary>
    public static Field DedupKey => new(174);

    /// <summary><c>proposal_cal</c>: Exactly one of proposal_cal, proposal_edit, proposal_data (§6.13).</summary>
    public static Field ProposalCal => new(175);

    /// <summary><c>proposal_edit</c>: {format, base_digest, diff}; inner keys not compacted (§6.13).</summary>
    public static Field ProposalEdit => new(176);

    /// <summary><c>proposal_data</c>: Opaque (§6.13).</summary>
    public static Field ProposalData => new(177);

    /// <summary><c>severity</c>: info, low, medium, high (§6.13).</summary>
    public static Field Severity => new(178);

    /// <summary><c>metric_snapshot</c> (§6.13).</summary>
    public static Field MetricSnapshot => new(179);

    /// <summary><c>evidence_query</c>: CAL query regenerating the full evidence set (§6.13).</summary>
    public static Field EvidenceQuery => new(180);
}
