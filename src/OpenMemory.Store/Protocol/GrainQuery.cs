using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A structured question to a store. What is not set asks nothing, so the default asks for all current grains, the newest first. Texts
/// compare exactly, in NFC. A sealed grain has no readable fields and answers no question about one.
/// </summary>
public sealed record GrainQuery
{
    /// <summary>The most results of one page.</summary>
    public const int MaxLimit = 1000;

    private readonly int _limit = 50;

    /// <summary>The types, one of which it must have; null for all.</summary>
    public IReadOnlyList<GrainType>? Types { get; init; }

    /// <summary>The namespaces, one of which it must have; the empty text matches grains without one. Null for all.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>The <c>subject</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>The <c>relation</c>.</summary>
    public string? Relation { get; init; }

    /// <summary>The <c>object</c>, where it is a text.</summary>
    public string? Object { get; init; }

    /// <summary>The <c>user_id</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>The <c>session_id</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>The <c>run_id</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>Further conditions, all of which must hold; null for none.</summary>
    public IReadOnlyList<FieldEquals>? Where { get; init; }

    /// <summary>The earliest <c>created_at</c>, inclusive.</summary>
    public EpochMilliseconds? From { get; init; }

    /// <summary>The latest <c>created_at</c>, exclusive.</summary>
    public EpochMilliseconds? To { get; init; }

    /// <summary>Which grains by what became of them; current ones by default. Where <see cref="AsOf"/> names a system time, that decides instead.</summary>
    public GrainStatus Status { get; init; }

    /// <summary>Whether grains that retention moved to <see cref="StorageTier.Cold"/> are asked too. Off by default; searches never ask them.</summary>
    public bool IncludeCold { get; init; }

    /// <summary>A bi-temporal question (§15.2); null asks none. About event time alone it is asked of what <see cref="Status"/> says.</summary>
    public AsOf? AsOf { get; init; }

    /// <summary>The order of the results.</summary>
    public GrainOrder Order { get; init; }

    /// <summary>The most results of a page: 1 … <see cref="MaxLimit"/>, 50 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number outside.</exception>
    public int Limit
    {
        get => _limit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Limit));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxLimit, nameof(Limit));
            _limit = value;
        }
    }

    /// <summary>
    /// Where the page begins: <see cref="GrainPage.NextCursor"/> of the page before, with the same question. Opaque. Grains that are written
    /// meanwhile neither repeat nor hide others. Null for the first page.
    /// </summary>
    public string? Cursor { get; init; }
}
