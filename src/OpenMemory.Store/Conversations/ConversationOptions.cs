namespace OpenMemory.Store;

/// <summary>What the messages of a conversation have in common; what a message says itself counts more.</summary>
public sealed record ConversationOptions : AuthorOptions
{
    /// <summary>The <c>namespace</c>; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The <c>user_id</c>; null for none.</summary>
    public string? UserId { get; init; }

    /// <summary>The <c>run_id</c>: the execution that writes (§28.7); null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The message after which to go on; null goes on after the last one of the conversation.</summary>
    public ContentAddress? Tail { get; init; }
}
