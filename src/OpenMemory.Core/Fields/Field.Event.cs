namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>content</c>: of Event, Tool (§6.2).</summary>
    public static Field Content => new(61);

    /// <summary><c>consolidated</c>: Whether it was distilled into Facts (§6.2).</summary>
    public static Field Consolidated => new(62);

    /// <summary><c>content_blocks</c>: Blocks with a type: text, image, tool_use, tool_result, thinking, or others; they win over content (§6.2).</summary>
    public static Field ContentBlocks => new(63);

    /// <summary><c>model_id</c>: Model that produced the message (§6.2).</summary>
    public static Field ModelId => new(64);

    /// <summary><c>stop_reason</c>: Why the model stopped, for example end_turn, max_tokens, stop_sequence, tool_use (§6.2).</summary>
    public static Field StopReason => new(65);

    /// <summary><c>token_usage</c>: input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens (§6.2).</summary>
    public static Field TokenUsage => new(66);

    /// <summary><c>parent_message_id</c>: Address of the message before it (§6.2).</summary>
    public static Field ParentMessageId => new(67);
}
