namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>content</c>: of Event, Tool (§6.2).</summary>
    public static Field Content => new(61);

    /// <summary><c>consolidated</c>: Distilled into Facts (§6.2).</summary>
    public static Field Consolidated => new(62);

    /// <summary><c>content_blocks</c>: Blocks with a 'type' key: text, image, tool_use, tool_result, thinking (open) (§6.2).</summary>
    public static Field ContentBlocks => new(63);

    /// <summary><c>model_id</c> (§6.2).</summary>
    public static Field ModelId => new(64);

    /// <summary><c>stop_reason</c>: Open enum: end_turn, max_tokens, stop_sequence, tool_use (§6.2).</summary>
    public static Field StopReason => new(65);

    /// <summary><c>token_usage</c> (§6.2).</summary>
    public static Field TokenUsage => new(66);

    /// <summary><c>parent_message_id</c>: Content address of the preceding message grain (§6.2).</summary>
    public static Field ParentMessageId => new(67);
}
