namespace OpenMemory;

// What every grain can say.
public abstract partial record Grain
{
    /// <summary><c>subject</c>: Whom or what it is about (§6.1).</summary>
    public string? Subject
    {
        get => GetText("subject");
        init => Set("subject", value);
    }

    /// <summary><c>relation</c>: What is said about the subject (§6.1).</summary>
    public string? Relation
    {
        get => GetText("relation");
        init => Set("relation", value);
    }

    /// <summary><c>object</c>: Value or target: a text or a map (§6.1).</summary>
    public OmsValue Object
    {
        get => GetValue("object");
        init => Set("object", value);
    }

    /// <summary><c>confidence</c>: How sure, 0 … 1 (§6.1).</summary>
    public double? Confidence
    {
        get => GetFloat("confidence");
        init => Set("confidence", Number(value, static number => number));
    }

    /// <summary><c>source_type</c>: Where it comes from, for example user_explicit or sensor (§6.1).</summary>
    public string? SourceType
    {
        get => GetText("source_type");
        init => Set("source_type", value);
    }

    /// <summary><c>created_at</c>: When the grain was written (§6.1).</summary>
    public EpochMilliseconds? CreatedAt
    {
        get => GetInteger("created_at") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("created_at", Number(value, static time => time.Value));
    }

    /// <summary><c>temporal_type</c>: state or observation (§6.1).</summary>
    public string? TemporalType
    {
        get => GetText("temporal_type");
        init => Set("temporal_type", value);
    }

    /// <summary><c>valid_from</c>: Since when it holds; absent is unbounded (§6.1).</summary>
    public EpochMilliseconds? ValidFrom
    {
        get => GetInteger("valid_from") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("valid_from", Number(value, static time => time.Value));
    }

    /// <summary><c>valid_to</c>: Until when it holds, inclusive; absent is unbounded (§6.1).</summary>
    public EpochMilliseconds? ValidTo
    {
        get => GetInteger("valid_to") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("valid_to", Number(value, static time => time.Value));
    }

    /// <summary><c>system_valid_from</c>: Since when the system knows it; absent means created_at (§6.1).</summary>
    public EpochMilliseconds? SystemValidFrom
    {
        get => GetInteger("system_valid_from") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("system_valid_from", Number(value, static time => time.Value));
    }

    /// <summary><c>context</c>: A map of whatever else matters; the snapshot itself in a State (§6.1).</summary>
    public OmsMap? Context
    {
        get => GetMap("context");
        init => Set("context", value);
    }

    /// <summary><c>importance</c>: How important, 0 … 1 (§6.1).</summary>
    public double? Importance
    {
        get => GetFloat("importance");
        init => Set("importance", Number(value, static number => number));
    }

    /// <summary><c>author_did</c>: DID of the writing agent (§6.1).</summary>
    public string? AuthorDid
    {
        get => GetText("author_did");
        init => Set("author_did", value);
    }

    /// <summary><c>namespace</c>: Memory partition (§6.1).</summary>
    public string? Namespace
    {
        get => GetText("namespace");
        init => Set("namespace", value);
    }

    /// <summary><c>user_id</c>: The data subject, a natural person (§6.1).</summary>
    public string? UserId
    {
        get => GetText("user_id");
        init => Set("user_id", value);
    }

    /// <summary><c>structural_tags</c>: Classification; <c>pii:</c>, <c>phi:</c>, <c>sec:</c>, <c>legal:</c>, <c>reg:</c> raise the sensitivity (§13) (§6.1).</summary>
    public IReadOnlyList<string>? StructuralTags
    {
        get => GetTexts("structural_tags");
        init => SetList("structural_tags", value, static text => text);
    }

    /// <summary><c>derived_from</c>: Addresses of the grains it comes from; maps cite something outside (R-34) (§6.1).</summary>
    public IReadOnlyList<OmsValue>? DerivedFrom
    {
        get => GetArray("derived_from");
        init => SetList("derived_from", value, static element => element);
    }

    /// <summary><c>category</c>: 0 … 255, without a meaning of its own (§6.1).</summary>
    public byte? Category
    {
        get => GetInteger("category") is >= 0 and <= 255 and { } number ? (byte)number : null;
        init => Set("category", Number(value, static number => (int)number));
    }

    /// <summary><c>run_id</c>: Execution it belongs to (§6.1).</summary>
    public string? RunId
    {
        get => GetText("run_id");
        init => Set("run_id", value);
    }

    /// <summary><c>role</c>: Who speaks: user, assistant, system, tool (§6.1).</summary>
    public string? Role
    {
        get => GetText("role");
        init => Set("role", value);
    }

    /// <summary><c>timestamp_ms</c>: When the event happened (§6.1).</summary>
    public EpochMilliseconds? TimestampMs
    {
        get => GetInteger("timestamp_ms") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("timestamp_ms", Number(value, static time => time.Value));
    }

    /// <summary><c>session_id</c>: Conversation it belongs to (§6.1).</summary>
    public string? SessionId
    {
        get => GetText("session_id");
        init => Set("session_id", value);
    }

    /// <summary><c>entity_id</c>: Key in some other system (§6.1).</summary>
    public string? EntityId
    {
        get => GetText("entity_id");
        init => Set("entity_id", value);
    }

    /// <summary><c>recall_priority</c>: hot, warm (also when absent) or cold (§6.1).</summary>
    public string? RecallPriority
    {
        get => GetText("recall_priority");
        init => Set("recall_priority", value);
    }

    /// <summary><c>embedding_text</c>: Text to embed and index instead of the default one (§6.1).</summary>
    public string? EmbeddingText
    {
        get => GetText("embedding_text");
        init => Set("embedding_text", value);
    }
}
