namespace OpenMemory.Disclosure;

/// <content>The fields of the built-in policies. The lists are properties because static fields of several parts of a class have no order.</content>
public sealed partial class DisclosurePolicy
{
    internal static string[] DefaultIdentities =>
    [
        "user_id", "subject", "subject_did", "entity_id", "observer_id", "observer_did", "author_did", "origin_did", "holder_did", "session_id", "run_id",
    ];

    private static string[] Identifying =>
    [
        "user_id", "subject", "subject_did", "entity_id", "author_did", "observer_did", "observer_id", "origin_did", "origin_namespace", "owner",
        "run_id", "session_id", "holder_did", "delegate_to", "delegate_from", "assigned_agent", "return_to", "grantee_did", "witness_dids",
        "participating_observers", "invalidation_initiator", "supersession_auth", "frame_id", "sync_group", "trusted_timestamp",
        "embedding_refs", "embedding_text", "content_refs",
    ];

    private static string[] FreeText =>
    [
        "object", "context", "content", "content_blocks", "plan", "history", "description", "criteria", "criteria_structured", "state_reason",
        "input", "code", "stdout", "stderr", "error", "conclusion", "alternatives_considered", "thinking_content", "agreed_content",
        "expected_output", "summary", "target_ref", "proposal_cal", "proposal_edit", "proposal_data", "evidence_query", "invalidation_reason",
        "supersession_justification", "provenance_chain", "embedding_text", "embedding_refs", "content_refs", "related_to", "parameter_set",
        "nodes", "edges", "bindings", "retries", "instructions", "when_to_use", "name", "strategies", "resources", "config", "predicate", "members", "scope",
        "tool_description", "input_schema", "output_schema", "structural_tags",
    ];

    /// <summary>What defines workflows, skills and tools: texts that are written for everybody, and numbers.</summary>
    private static string[] Harmless =>
    [
        "nodes", "edges", "bindings", "retries", "name", "description", "instructions", "when_to_use", "tool_description", "input_schema", "output_schema", "cron",
    ];

    /// <summary>Fields in which one expects numbers, and names that programs gave: of relations, tools, models and errors.</summary>
    internal static string[] Words =>
    [
        "relation", "confidence", "source_type", "temporal_type", "valid_from", "valid_to", "system_valid_from", "contradicted", "importance",
        "consolidation_level", "success_count", "failure_count", "category", "role", "timestamp_ms", "epistemic_status", "requires_human_review",
        "identity_state", "license", "invalidation_type", "recall_priority", "retention_policy", "consolidated", "model_id", "stop_reason", "token_usage",
        "tool_phase", "tool_call_id", "call_batch_id", "tool_name", "is_error", "tool_type", "tool_version", "execution_mode", "exit_code", "error_type", "duration_ms", "strict",
        "observer_type", "observation_mode", "observation_scope", "observer_model", "compression_ratio",
        "goal_state", "priority", "progress", "expiry_policy", "evidence_required", "allowed_transitions", "deadline",
        "authorized_types", "delegation_depth", "delegation_expiry", "inference_method", "thinking_redacted", "statistical_context", "random_seed",
        "threshold", "agreement_count", "dissent_count", "version", "allowed_tools", "dependencies", "input_modalities", "output_modalities",
        "domain", "proficiency", "practice_count", "last_practiced_at", "transferable", "analyzer", "severity", "metric_snapshot",
        "kind", "workflow", "connector", "enabled", "interval_secs", "at_ms", "correlate", "window_ms", "concurrency", "catchup",
    ];

    private static string[] Screened =>
    [
        "object", "context", "namespace", "structural_tags", "derived_from", "processing_basis", "invalidation_policy",
        "input", "content", "error", "parent_task_id", "parent_message_id",
        "satisfaction_evidence", "parent_goals", "depends_on", "output_grain", "rollback_on_failure", "premises", "dissent_grains",
        "context_grains", "dedup_key", "target_ref", "summary", "proposal_data", "predicate", "members", "scope",
    ];
}
