namespace OpenMemory;

/// <summary>A message or occurrence (§8.2).</summary>
public sealed record Event : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Event()
        : base(GrainType.Event)
    {
    }

    /// <summary><c>content</c>: The message as plain text (§6.2).</summary>
    public string? Content
    {
        get => GetText("content");
        init => Set("content", value);
    }

    /// <summary><c>consolidated</c>: Whether it was distilled into Facts (§6.2).</summary>
    public bool? Consolidated
    {
        get => GetBoolean("consolidated");
        init => Set("consolidated", Number(value, static flag => flag));
    }

    /// <summary><c>content_blocks</c>: Blocks with a type: text, image, tool_use, tool_result, thinking, or others; they win over content (§6.2).</summary>
    public IReadOnlyList<OmsMap>? ContentBlocks
    {
        get => GetMaps("content_blocks");
        init => SetList("content_blocks", value, static map => map);
    }

    /// <summary><c>model_id</c>: Model that produced the message (§6.2).</summary>
    public string? ModelId
    {
        get => GetText("model_id");
        init => Set("model_id", value);
    }

    /// <summary><c>stop_reason</c>: Why the model stopped, for example end_turn, max_tokens, stop_sequence, tool_use (§6.2).</summary>
    public string? StopReason
    {
        get => GetText("stop_reason");
        init => Set("stop_reason", value);
    }

    /// <summary><c>token_usage</c>: input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens (§6.2).</summary>
    public OmsMap? TokenUsage
    {
        get => GetMap("token_usage");
        init => Set("token_usage", value);
    }

    /// <summary><c>parent_message_id</c>: Address of the message before it (§6.2).</summary>
    public string? ParentMessageId
    {
        get => GetText("parent_message_id");
        init => Set("parent_message_id", value);
    }
}
