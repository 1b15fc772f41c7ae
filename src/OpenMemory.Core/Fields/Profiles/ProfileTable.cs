namespace OpenMemory;

/// <summary>The registered fields of the domain profiles, as the registry has them (Appendix A).</summary>
internal static class ProfileTable
{
    internal static readonly ProfileField[] Healthcare =
    [
        new("hc:patient_id", ProfileFieldKind.Text),
        new("hc:encounter_id", ProfileFieldKind.Text),
        new("hc:practitioner_did", ProfileFieldKind.Text),
        new("hc:icd10", ProfileFieldKind.TextArray),
        new("hc:cpt", ProfileFieldKind.TextArray),
        new("hc:loinc", ProfileFieldKind.Text),
        new("hc:snomed", ProfileFieldKind.Text),
        new("hc:fhir_resource", ProfileFieldKind.Text),
        new("hc:fhir_id", ProfileFieldKind.Text),
        new("hc:consent_ref", ProfileFieldKind.Text),
        new("hc:deidentification", ProfileFieldKind.Text, "safe_harbor", "expert_determination"),
    ];

    internal static readonly ProfileField[] Legal =
    [
        new("legal:jurisdiction", ProfileFieldKind.Text),
        new("legal:matter_id", ProfileFieldKind.Text),
        new("legal:document_type", ProfileFieldKind.Text, "contract", "opinion", "filing", "statute", "regulation", "order", "brief"),
        new("legal:parties", ProfileFieldKind.TextArray),
        new("legal:effective_date", ProfileFieldKind.EpochMs),
        new("legal:expiry_date", ProfileFieldKind.EpochMs),
        new("legal:citation", ProfileFieldKind.Text),
        new("legal:privilege", ProfileFieldKind.Text, "attorney_client", "work_product", "none"),
        new("legal:hold_ref", ProfileFieldKind.Text),
        new("legal:redaction_level", ProfileFieldKind.Text, "none", "partial", "full"),
    ];

    internal static readonly ProfileField[] Finance =
    [
        new("fin:account_id", ProfileFieldKind.Text),
        new("fin:instrument_id", ProfileFieldKind.Text),
        new("fin:ticker", ProfileFieldKind.Text),
        new("fin:amount", ProfileFieldKind.Number),
        new("fin:currency", ProfileFieldKind.Text),
        new("fin:transaction_type", ProfileFieldKind.Text, "debit", "credit", "transfer", "fee", "trade", "settlement"),
        new("fin:market_timestamp", ProfileFieldKind.EpochMs),
        new("fin:venue", ProfileFieldKind.Text),
        new("fin:strategy_id", ProfileFieldKind.Text),
        new("fin:risk_score", ProfileFieldKind.Number) { Minimum = 0, Maximum = 1 },
        new("fin:sox_control_id", ProfileFieldKind.Text),
        new("fin:retention_years", ProfileFieldKind.Integer),
    ];

    internal static readonly ProfileField[] Robotics =
    [
        new("rob:robot_id", ProfileFieldKind.Text),
        new("rob:pose", ProfileFieldKind.Map),
        new("rob:velocity", ProfileFieldKind.Map),
        new("rob:map_id", ProfileFieldKind.Text),
        new("rob:mission_id", ProfileFieldKind.Text),
        new("rob:battery_pct", ProfileFieldKind.Number) { Minimum = 0, Maximum = 100 },
        new("rob:safety_state", ProfileFieldKind.Text, "normal", "warning", "emergency_stop", "recovery"),
        new("rob:hardware_rev", ProfileFieldKind.Text),
        new("rob:firmware_ver", ProfileFieldKind.Text),
        new("rob:contact_forces", ProfileFieldKind.Map),
        new("rob:coordinate_frame", ProfileFieldKind.Text),
    ];

    internal static readonly ProfileField[] Science =
    [
        new("sci:doi", ProfileFieldKind.Text),
        new("sci:arxiv_id", ProfileFieldKind.Text),
        new("sci:pmid", ProfileFieldKind.Text),
        new("sci:dataset_id", ProfileFieldKind.Text),
        new("sci:experiment_id", ProfileFieldKind.Text),
        new("sci:protocol_id", ProfileFieldKind.Text),
        new("sci:hypothesis", ProfileFieldKind.Text),
        new("sci:result_status", ProfileFieldKind.Text, "positive", "negative", "inconclusive", "replicated", "failed_replication"),
        new("sci:p_value", ProfileFieldKind.Number) { Minimum = 0, Maximum = 1 },
        new("sci:effect_size", ProfileFieldKind.Number),
        new("sci:sample_size", ProfileFieldKind.Integer),
        new("sci:preregistered", ProfileFieldKind.Boolean),
        new("sci:open_access", ProfileFieldKind.Boolean),
    ];

    internal static readonly ProfileField[] Consumer =
    [
        new("con:device_type", ProfileFieldKind.Text, "mobile", "desktop", "smart_speaker", "wearable", "tv", "kiosk"),
        new("con:app_id", ProfileFieldKind.Text),
        new("con:app_version", ProfileFieldKind.Text),
        new("con:locale", ProfileFieldKind.Text),
        new("con:preference_category", ProfileFieldKind.Text),
        new("con:interaction_type", ProfileFieldKind.Text, "explicit_feedback", "implicit_signal", "purchase", "skip", "save", "share"),
        new("con:sentiment", ProfileFieldKind.Number) { Minimum = -1, Maximum = 1 },
        new("con:engagement_duration_ms", ProfileFieldKind.Integer),
        new("con:recommendation_rank", ProfileFieldKind.Integer),
        new("con:ab_variant", ProfileFieldKind.Text),
        new("con:ccpa_opted_out", ProfileFieldKind.Boolean),
    ];

    internal static readonly ProfileField[] Integration =
    [
        new("int:base_url", ProfileFieldKind.Text),
        new("int:http_method", ProfileFieldKind.Text, "GET", "POST", "PUT", "PATCH", "DELETE"),
        new("int:http_path", ProfileFieldKind.Text),
        new("int:path_params", ProfileFieldKind.TextArray),
        new("int:query_params", ProfileFieldKind.TextArray),
        new("int:body_params", ProfileFieldKind.TextArray),
        new("int:response_mapping", ProfileFieldKind.Text),
        new("int:auth_type", ProfileFieldKind.Text, "api_key", "api_key:bearer", "api_key:header", "oauth2", "basic", "jwt", "none") { IsOpen = true },
        new("int:auth_scopes", ProfileFieldKind.TextArray),
        new("int:read_only", ProfileFieldKind.Boolean),
        new("int:connector", ProfileFieldKind.Text),
        new("int:docs_url", ProfileFieldKind.Text),
        new("int:rate_limit", ProfileFieldKind.Integer),
        new("int:category", ProfileFieldKind.Text),
        new("int:sunset_date", ProfileFieldKind.Text),
        new("int:content_type", ProfileFieldKind.Text),
        new("int:poll_interval_secs", ProfileFieldKind.Integer),
        new("int:cursor_field", ProfileFieldKind.Text),
        new("int:cursor_type", ProfileFieldKind.Text, "timestamp", "id", "etag"),
        new("int:webhook_path", ProfileFieldKind.Text),
        new("int:webhook_secret_header", ProfileFieldKind.Text),
        new("int:cron_expression", ProfileFieldKind.Text),
        new("int:timezone", ProfileFieldKind.Text),
        new("int:config_schema", ProfileFieldKind.Map),
        new("int:event_schema", ProfileFieldKind.Map),
        new("int:allowed_outbound_hosts", ProfileFieldKind.TextArray),
    ];

    internal static readonly ProfileField[] Mail =
    [
        new("mail:message_id", ProfileFieldKind.Text),
        new("mail:in_reply_to", ProfileFieldKind.Text),
        new("mail:references", ProfileFieldKind.TextArray),
        new("mail:from", ProfileFieldKind.Text),
        new("mail:to", ProfileFieldKind.TextArray),
        new("mail:cc", ProfileFieldKind.TextArray),
        new("mail:bcc", ProfileFieldKind.TextArray),
        new("mail:subject", ProfileFieldKind.Text),
        new("mail:date", ProfileFieldKind.Text),
        new("mail:folder", ProfileFieldKind.Text),
        new("mail:direction", ProfileFieldKind.Text, "inbound", "outbound"),
        new("mail:transport", ProfileFieldKind.Text),
    ];
}
