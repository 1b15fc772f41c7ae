namespace OpenMemory.Store;

/// <summary>Hands a conversation over to another agent (§28.7).</summary>
public sealed record HandoffRequest : AuthorOptions
{
    /// <summary>The DID of the agent that hands over.</summary>
    public required string Delegator { get; init; }

    /// <summary>The DID of the agent that takes over.</summary>
    public required string Delegate { get; init; }

    /// <summary>The <c>session_id</c> of the conversation, which goes on under it.</summary>
    public required string SessionId { get; init; }

    /// <summary>What is to be reached, in words.</summary>
    public required string Description { get; init; }

    /// <summary>What the delegate may do. It should name namespaces, and have a depth and an expiry (OMS-6.11-1).</summary>
    public required DelegationScope Scope { get; init; }

    /// <summary>What the delegate needs to know: as a rule the last Events, and Facts and States that matter. They must be in the store.</summary>
    public IReadOnlyList<ContentAddress> ContextGrains { get; init; } = [];

    /// <summary>The DID to which control returns; null is the delegator.</summary>
    public string? ReturnTo { get; init; }

    /// <summary>The <c>run_id</c> in which it is handed over; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>Until when it should be done; null for no limit.</summary>
    public EpochMilliseconds? Deadline { get; init; }

    /// <summary>The <c>namespace</c> of the delegation; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The <c>user_id</c>; null for none.</summary>
    public string? UserId { get; init; }

    /// <summary>
    /// Protects the delegation (OMS-8.7-4): with <see cref="AllowedTransitions"/> to <c>satisfied</c> and <c>failed</c>, for example, the
    /// delegate can end it and change nothing else. Null for none.
    /// </summary>
    public InvalidationPolicy? Policy { get; init; }

    /// <summary>States into which the goal may go without what the policy demands (§23.4); null for none.</summary>
    public IReadOnlyList<string>? AllowedTransitions { get; init; }

    /// <summary>The handoff that is delegated on, whose scope must allow it (OMS-6.11-3); null where the delegator has authority of its own.</summary>
    public SessionHandoff? Under { get; init; }
}
