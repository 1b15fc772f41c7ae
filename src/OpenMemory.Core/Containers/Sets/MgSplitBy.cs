namespace OpenMemory;

/// <summary>What decides which file a grain goes to.</summary>
public enum MgSplitBy
{
    /// <summary>The payload's <c>user_id</c>.</summary>
    User,

    /// <summary>The payload's <c>namespace</c>.</summary>
    Namespace,

    /// <summary>The day of <c>created_at</c> in UTC: <c>2026-01-15</c>.</summary>
    Day,

    /// <summary>The month of <c>created_at</c> in UTC: <c>2026-01</c>.</summary>
    Month,

    /// <summary>The year of <c>created_at</c> in UTC: <c>2026</c>.</summary>
    Year,
}
