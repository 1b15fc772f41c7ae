namespace OpenMemory;

internal sealed partial class NestedMap
{
    /// <summary>Entries of <c>content_refs</c> (§7.1).</summary>
    internal static readonly NestedMap ContentRef = new(
        new("uri", "u"),
        new("modality", "m"),
        new("mime_type", "mt"),
        new("size_bytes", "sz"),
        new("checksum", "ck"),
        new("metadata", "md"));

    /// <summary>Entries of <c>embedding_refs</c> (§7.2).</summary>
    internal static readonly NestedMap EmbeddingRef = new(
        new("vector_id", "vi"),
        new("model", "mo"),
        new("dimensions", "dm"),
        new("modality_source", "ms"),
        new("distance_metric", "di"),
        new("chunk_index", "ci"),
        new("chunk_text", "ct"),
        new("chunk_strategy", "cs"),
        new("chunk_overlap", "co"));

    /// <summary>Entries of <c>related_to</c> (§14.2).</summary>
    internal static readonly NestedMap RelatedTo = new(
        new("hash", "h"),
        new("relation_type", "rl"),
        new("weight", "w", isFloat: true));

    /// <summary>Entries of <c>edges</c> (§6.4).</summary>
    internal static readonly NestedMap Edge = new(
        new("src", "src"),
        new("dst", "dst"),
        new("cond", "cond"),
        new("max_cycles", "mxc"));

    /// <summary>The registered <c>int:</c> names of a Trigger's <c>config</c> and of a tagged <c>context</c> (A.7, R-28).</summary>
    internal static readonly NestedMap Integration = new(
        new("int:base_url", "ib"),
        new("int:http_method", "ihm"),
        new("int:http_path", "ihp"),
        new("int:path_params", "ipp"),
        new("int:query_params", "iqp"),
        new("int:body_params", "ibp"),
        new("int:response_mapping", "irm"),
        new("int:auth_type", "iat"),
        new("int:auth_scopes", "ias"),
        new("int:read_only", "iro"),
        new("int:connector", "ic"),
        new("int:docs_url", "idu"),
        new("int:rate_limit", "irl"),
        new("int:category", "icat"),
        new("int:sunset_date", "isd"),
        new("int:content_type", "ict"),
        new("int:poll_interval_secs", "ipis"),
        new("int:cursor_field", "icf"),
        new("int:cursor_type", "icft"),
        new("int:webhook_path", "iwp"),
        new("int:webhook_secret_header", "iwsh"),
        new("int:cron_expression", "icron"),
        new("int:timezone", "itz"),
        new("int:config_schema", "icfg"),
        new("int:event_schema", "ievt"),
        new("int:allowed_outbound_hosts", "iaoh"));
}
