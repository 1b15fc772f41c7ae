namespace OpenMemory.Store;

/// <summary>What the age of a grain counts from.</summary>
public enum RetentionEvent : byte
{
    /// <summary><c>created_at</c>, or the header's second; where neither tells a time, when the store took the grain in.</summary>
    Created,

    /// <summary>When the store took the grain in. An import begins it anew.</summary>
    Accepted,

    /// <summary>When it was last read (§22.10); where it never was, when the store took it in.</summary>
    LastAccessed,

    /// <summary>When it was superseded or contradicted (<c>system_valid_to</c>). A current grain has no such time.</summary>
    Ended,

    /// <summary><c>valid_to</c>: until when it claims to be true. A grain without it has no such time.</summary>
    ValidTo,
}
