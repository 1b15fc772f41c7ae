namespace OpenMemory.Store;

/// <summary>The words of the lifecycle, and which transition it has (§8.12.1).</summary>
internal static class RecommendationTerms
{
    /// <summary>What the <c>relation</c> of an audit Observation begins with .</summary>
    internal const string RelationPrefix = "rec:";

    private static readonly string[] s_statuses = ["pending", "rejected", "approved", "applied", "rolled_back", "expired"];

    private static readonly string[] s_observers = ["human", "rec:agent", "rec:policy", "rec:system"];

    internal static string ToText(this RecommendationStatus status) => s_statuses[(int)status];

    internal static string ToText(this RecommendationObserver observer) => s_observers[(int)observer];

    internal static RecommendationStatus? ParseStatus(string? text) =>
        Array.IndexOf(s_statuses, text) is var index && index >= 0 ? (RecommendationStatus)index : null;

    internal static RecommendationObserver? ParseObserver(string? text) =>
        Array.IndexOf(s_observers, text) is var index && index >= 0 ? (RecommendationObserver)index : null;

    /// <summary>Whether the table has a transition; its conditions on time and inverse aside.</summary>
    internal static bool Allows(RecommendationStatus from, RecommendationStatus to, RecommendationObserver? observer) => (from, to) switch
    {
        (RecommendationStatus.Pending, RecommendationStatus.Approved or RecommendationStatus.Rejected) => true,
        (RecommendationStatus.Pending, RecommendationStatus.Applied) => observer == RecommendationObserver.Policy,
        (RecommendationStatus.Approved, RecommendationStatus.Applied) => true,
        (RecommendationStatus.Applied, RecommendationStatus.RolledBack) => true,
        (RecommendationStatus.Rejected, RecommendationStatus.Pending) => true,
        _ => false,
    };

    /// <summary>Whether time can run out on a status.</summary>
    internal static bool Expires(RecommendationStatus status) => status is RecommendationStatus.Pending or RecommendationStatus.Approved;
}
