namespace OpenMemory.Store;

/// <summary>What is exported, and how. By default the whole memory, with its history and all index state but what importers never believe.</summary>
public sealed record ExportOptions
{
    private readonly int _maxListed = 1000;

    /// <summary>
    /// What is exported; null for the whole memory. A query finds current grains unless its <see cref="GrainQuery.Status"/> says otherwise;
    /// its order, limit and cursor do not count.
    /// </summary>
    public GrainQuery? Query { get; init; }

    /// <summary>
    /// Takes history along: without a query all grains, with one the whole supersession chains of the grains that it finds. Otherwise
    /// nothing but what the query finds is exported, and without a query the current grains. On by default: a chain whose end is missing
    /// cannot be believed by importers.
    /// </summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>
    /// Carries <c>access_count</c> and <c>last_accessed_at</c>, as §11.7 recommends (OMS-11.7-2). They tell how a memory is used: leave them
    /// out of what strangers get. On by default.
    /// </summary>
    public bool LocalState { get; init; } = true;

    /// <summary>Carries <c>rec_status</c>, for people who look at the file: no importer believes it (OMS-11.7-4). Off by default.</summary>
    public bool RecStatus { get; init; }

    /// <summary>
    /// How the file is written; by default sorted by <c>created_at</c> and address, so that exports of one state are the same bytes.
    /// Duplicates do not occur.
    /// </summary>
    public MgWriterOptions Writer { get; init; } = new() { Sorted = true };

    /// <summary>The most grains that were not exported, and the most forks, that the report lists one by one; 1000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number.</exception>
    public int MaxListed
    {
        get => _maxListed;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxListed));
            _maxListed = value;
        }
    }
}
