namespace OpenMemory;

public readonly partial struct Field
{
    // By identifier; entry 0 is no field.
    private static readonly string[] s_names =
    [
        "",
        "type", "subject", "relation", "object", "confidence", "source_type", "created_at", "temporal_type",
        "valid_from", "valid_to", "system_valid_from", "system_valid_to", "context", "superseded_by", "contradicted",
        "importance", "author_did", "namespace", "user_id", "structural_tags", "derived_from", "consolidation_level",
        "success_count", "failure_count", "provenance_chain", "origin_did", "origin_namespace", "content_refs",
        "embedding_refs", "related_to", "_elided", "_disclosure_of", "invalidation_policy",
        "supersession_justification", "supersession_auth", "owner", "category", "run_id", "role", "access_count",
        "last_accessed_at", "timestamp_ms", "observer_did", "subject_did", "session_id", "entity_id",
        "epistemic_status", "verification_status", "rec_status", "requires_human_review", "processing_basis",
        "identity_state", "license", "trusted_timestamp", "invalidation_type", "invalidation_reason",
        "invalidation_initiator", "retention_policy", "recall_priority", "embedding_text", "content", "consolidated",
        "content_blocks", "model_id", "stop_reason", "token_usage", "parent_message_id", "plan", "history", "nodes",
        "edges", "bindings", "retries", "tool_phase", "tool_name", "input", "is_error", "tool_call_id",
        "call_batch_id", "tool_type", "tool_version", "execution_mode", "code", "stdout", "stderr", "exit_code",
        "interpreter_id", "error", "error_type", "duration_ms", "parent_task_id", "tool_description", "input_schema",
        "output_schema", "strict", "observer_id", "observer_type", "frame_id", "sync_group", "observation_mode",
        "observation_scope", "observer_model", "compression_ratio", "description", "goal_state", "criteria",
        "criteria_structured", "priority", "parent_goals", "state_reason", "satisfaction_evidence", "progress",
        "delegate_to", "delegate_from", "expiry_policy", "recurrence", "evidence_required", "rollback_on_failure",
        "allowed_transitions", "depends_on", "assigned_agent", "expected_output", "output_grain", "deadline",
        "grantee_did", "scope", "is_withdrawal", "basis", "jurisdiction", "prior_consent", "witness_dids", "premises",
        "conclusion", "inference_method", "alternatives_considered", "thinking_content", "thinking_redacted",
        "statistical_context", "software_environment", "parameter_set", "random_seed", "participating_observers",
        "threshold", "agreement_count", "dissent_count", "dissent_grains", "agreed_content", "authorized_namespaces",
        "authorized_types", "authorized_tools", "delegation_depth", "delegation_expiry", "context_grains",
        "return_to", "name", "instructions", "when_to_use", "version", "allowed_tools", "resources", "dependencies",
        "input_modalities", "output_modalities", "domain", "holder_did", "proficiency", "practice_count",
        "last_practiced_at", "strategies", "transferable", "target_ref", "analyzer", "summary", "dedup_key",
        "proposal_cal", "proposal_edit", "proposal_data", "severity", "metric_snapshot", "evidence_query", "kind",
        "workflow", "connector", "enabled", "interval_secs", "cron", "at_ms", "predicate", "members", "correlate",
        "window_ms", "concurrency", "catchup", "config",
    ];
}
