namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>type</c>: Canonical type string of the grain (§6.1).</summary>
    public static Field Type => new(1);

    /// <summary><c>subject</c>: Whom or what it is about (§6.1).</summary>
    public static Field Subject => new(2);

    /// <summary><c>relation</c>: What is said about the subject (§6.1).</summary>
    public static Field Relation => new(3);

    /// <summary><c>object</c>: Value or target (§6.1).</summary>
    public static Field Object => new(4);

    /// <summary><c>confidence</c>: [0.0,1.0] else ERR_RANGE. Always float64 on the wire, also for 0 and 1 (§6.1).</summary>
    public static Field Confidence => new(5);

    /// <summary><c>source_type</c> (§6.1).</summary>
    public static Field SourceType => new(6);

    /// <summary><c>created_at</c>: Epoch ms (§6.1).</summary>
    public static Field CreatedAt => new(7);

    /// <summary><c>temporal_type</c>: state or observation (§6.1).</summary>
    public static Field TemporalType => new(8);

    /// <summary><c>valid_from</c>: Epoch ms (§6.1).</summary>
    public static Field ValidFrom => new(9);

    /// <summary><c>valid_to</c>: Epoch ms (§6.1).</summary>
    public static Field ValidTo => new(10);

    /// <summary><c>system_valid_from</c>: Epoch ms (§6.1).</summary>
    public static Field SystemValidFrom => new(11);

    /// <summary><c>system_valid_to</c>: Epoch ms (§6.1).</summary>
    public static Field SystemValidTo => new(12);

    /// <summary><c>context</c>: Contextual map (§6.1).</summary>
    public static Field Context => new(13);

    /// <summary><c>superseded_by</c>: Content address (§6.1).</summary>
    public static Field SupersededBy => new(14);

    /// <summary><c>contradicted</c>: Listed in every published field table but declared removed by the 1.2 changelog entry (§6.1).</summary>
    public static Field Contradicted => new(15);

    /// <summary><c>importance</c>: [0.0,1.0] else ERR_RANGE. 1.0 suggested defaults 0.7 Fact/Workflow, 0.5 Event, 0.3 Observation (§6.1).</summary>
    public static Field Importance => new(16);

    /// <summary><c>author_did</c>: DID of the writing agent (§6.1).</summary>
    public static Field AuthorDid => new(17);

    /// <summary><c>namespace</c>: Memory partition (§6.1).</summary>
    public static Field Namespace => new(18);

    /// <summary><c>user_id</c>: The data subject, a natural person (§6.1).</summary>
    public static Field UserId => new(19);

    /// <summary><c>structural_tags</c>: Classification; <c>pii:</c>, <c>phi:</c>, <c>sec:</c>, <c>legal:</c>, <c>reg:</c> raise the sensitivity (§13) (§6.1).</summary>
    public static Field StructuralTags => new(20);

    /// <summary><c>derived_from</c>: Parent content addresses (§6.1).</summary>
    public static Field DerivedFrom => new(21);

    /// <summary><c>consolidation_level</c>: 0 raw, 1 frequency, 2 pattern, 3 sequence (§6.1).</summary>
    public static Field ConsolidationLevel => new(22);

    /// <summary><c>success_count</c>: Non-negative else ERR_RANGE (§6.1).</summary>
    public static Field SuccessCount => new(23);

    /// <summary><c>failure_count</c>: Non-negative else ERR_RANGE (§6.1).</summary>
    public static Field FailureCount => new(24);

    /// <summary><c>provenance_chain</c>: Sources with method and weight (§14.1) (§6.1).</summary>
    public static Field ProvenanceChain => new(25);

    /// <summary><c>origin_did</c>: DID of the original source agent in relay chains and skill transfer (§6.1).</summary>
    public static Field OriginDid => new(26);

    /// <summary><c>origin_namespace</c>: Namespace at the original source (§6.1).</summary>
    public static Field OriginNamespace => new(27);

    /// <summary><c>content_refs</c>: Entries use the content_ref map (§6.1).</summary>
    public static Field ContentRefs => new(28);

    /// <summary><c>embedding_refs</c>: Entries use the embedding_ref map (§6.1).</summary>
    public static Field EmbeddingRefs => new(29);

    /// <summary><c>related_to</c>: Entries use the related_to map (§6.1).</summary>
    public static Field RelatedTo => new(30);

    /// <summary><c>_elided</c>: Disclosed grains only: full field name -&gt; 'sha256:'+hex of the canonical MessagePack value bytes (§6.1).</summary>
    public static Field Elided => new(31);

    /// <summary><c>_disclosure_of</c>: Disclosed grains only: address of the original, written with the 'sha256:' prefix (§6.1).</summary>
    public static Field DisclosureOf => new(32);

    /// <summary><c>invalidation_policy</c>: Protection policy, see the nested schema (§6.1).</summary>
    public static Field InvalidationPolicy => new(33);

    /// <summary><c>supersession_justification</c>: Required on the superseding grain when the superseded one is soft_locked (§6.1).</summary>
    public static Field SupersessionJustification => new(34);

    /// <summary><c>supersession_auth</c>: COSE signatures for mode quorum (byte strings) (§6.1).</summary>
    public static Field SupersessionAuth => new(35);

    /// <summary><c>owner</c>: LegalEntity map (§6.1).</summary>
    public static Field Owner => new(36);

    /// <summary><c>category</c>: 0 … 255, without a meaning of its own (§6.1).</summary>
    public static Field Category => new(37);

    /// <summary><c>run_id</c>: Execution it belongs to (§6.1).</summary>
    public static Field RunId => new(38);

    /// <summary><c>role</c>: Who speaks: user, assistant, system, tool (§6.1).</summary>
    public static Field Role => new(39);

    /// <summary><c>access_count</c>: INDEX LAYER. Manifest class: local (§6.1).</summary>
    public static Field AccessCount => new(40);

    /// <summary><c>last_accessed_at</c>: INDEX LAYER, epoch ms (§6.1).</summary>
    public static Field LastAccessedAt => new(41);

    /// <summary><c>timestamp_ms</c>: Authoritative event timestamp, epoch ms (§6.1).</summary>
    public static Field TimestampMs => new(42);

    /// <summary><c>observer_did</c>: DID of the observing entity (§6.1).</summary>
    public static Field ObserverDid => new(43);

    /// <summary><c>subject_did</c>: DID of the entity the grain is about (§6.1).</summary>
    public static Field SubjectDid => new(44);

    /// <summary><c>session_id</c>: Conversation it belongs to (§6.1).</summary>
    public static Field SessionId => new(45);

    /// <summary><c>entity_id</c>: Key in some other system (§6.1).</summary>
    public static Field EntityId => new(46);

    /// <summary><c>epistemic_status</c>: For example certain, probable, uncertain, estimated, derived (§6.1).</summary>
    public static Field EpistemicStatus => new(47);

    /// <summary><c>verification_status</c>: INDEX LAYER: unverified (default), verified, contested, retracted (§6.1).</summary>
    public static Field VerificationStatus => new(48);

    /// <summary><c>rec_status</c> (§6.1).</summary>
    public static Field RecStatus => new(49);

    /// <summary><c>requires_human_review</c>: Whether no automated decision may rest on it before a person cleared it (§6.1).</summary>
    public static Field RequiresHumanReview => new(50);

    /// <summary><c>processing_basis</c>: Content address of the authorizing Consent grain (§6.1).</summary>
    public static Field ProcessingBasis => new(51);

    /// <summary><c>identity_state</c>: anonymous, pseudonymous or authenticated (§6.1).</summary>
    public static Field IdentityState => new(52);

    /// <summary><c>license</c>: SPDX identifier, or proprietary (§6.1).</summary>
    public static Field License => new(53);

    /// <summary><c>trusted_timestamp</c>: {tsp_response: bytes (bin), tsa_uri: string}, RFC 3161 token (§6.1).</summary>
    public static Field TrustedTimestamp => new(54);

    /// <summary><c>invalidation_type</c>: superseded, retraction, erratum, corrigendum, retraction_with_replacement or expression_of_concern (§6.1).</summary>
    public static Field InvalidationType => new(55);

    /// <summary><c>invalidation_reason</c>: Human-readable reason (§6.1).</summary>
    public static Field InvalidationReason => new(56);

    /// <summary><c>invalidation_initiator</c>: DID of the initiator (§6.1).</summary>
    public static Field InvalidationInitiator => new(57);

    /// <summary><c>retention_policy</c> (§6.1).</summary>
    public static Field RetentionPolicy => new(58);

    /// <summary><c>recall_priority</c>: hot, warm (also when absent) or cold (§6.1).</summary>
    public static Field RecallPriority => new(59);

    /// <summary><c>embedding_text</c>: Text to embed and index instead of the default one (§6.1).</summary>
    public static Field EmbeddingText => new(60);
}
