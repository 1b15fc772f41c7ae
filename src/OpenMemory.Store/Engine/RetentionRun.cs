namespace OpenMemory.Store;

/// <summary>One run of retention: its rules, how far it came, and what it came to.</summary>
internal sealed class RetentionRun
{
    private const string Overtaken = "Another run cooled grains meanwhile; this one neither cooled nor removed any after that";

    private readonly List<string> _warnings = [];
    private readonly RetentionTally[] _tallies;
    private readonly RetentionJudge _judge;
    private readonly RetentionRest _rest;
    private readonly EpochMilliseconds _now;
    private readonly long _last;
    private long _after, _unreadable, _reclaimed;

    internal RetentionRun(IStoreReader reader, RetentionPolicy policy, RetentionOptions options, EpochMilliseconds now)
    {
        (Options, _now) = (options, now);
        _tallies = [.. policy.Rules.Concat(RetentionRows.Read(reader, options.Rows, _warnings)).Select(static rule => new RetentionTally { Rule = rule })];
        _rest = new(reader, options.RestBeforeRemoval, now);
        _judge = new(_tallies, _rest, now);
        _last = reader.Statistics.LastChange; // what the run writes itself is none of its work
    }

    internal RetentionOptions Options { get; }

    internal bool KnowsRest => _rest.IsKnown;

    internal bool HasRemoved { get; private set; }

    /// <summary>The next changes of the feed, as many as one scope takes; none at the end.</summary>
    internal IReadOnlyList<GrainChange> ReadNext(IStoreReader reader, int limit)
    {
        IReadOnlyList<GrainChange> changes = _after >= _last ? [] : reader.ReadChanges(_after, (int)Math.Min(limit, _last - _after));
        if (changes.Count > 0) _after = changes[^1].Sequence;
        return changes;
    }

    /// <summary>Looks at a grain, and counts it where nothing is to be written.</summary>
    /// <returns>Whether something is to be written.</returns>
    internal bool Look(IStoreReader reader, in GrainRow row)
    {
        if (GrainNamespace.Of(row.Blob.View()) is null)
        {
            _unreadable++;
            return false;
        }
        if (Decide(reader, row) is not { } decision) return false;
        if (decision.IsChange && !Options.IsDryRun) return true;
        RetentionCount.Count(decision);
        return false;
    }

    internal RetentionDecision? Decide(IStoreReader reader, in GrainRow row) => _judge.Decide(reader, row);

    /// <summary>Begins to write a batch.</summary>
    internal RetentionCount BeginWrite(IStoreReader writer)
    {
        if (!_rest.IsMine(writer) && !_warnings.Contains(Overtaken)) _warnings.Add(Overtaken);
        return new();
    }

    /// <summary>Lets the rest begin that a grain has before it is removed.</summary>
    internal void NoteRest(IStoreWriter writer, RetentionCount count)
    {
        if (count.HasCooled) _rest.Begin(writer);
    }

    internal void StartRest(IStoreWriter writer) => _rest.Begin(writer);

    internal void Keep(RetentionCount count, int reclaimed)
    {
        HasRemoved |= count.HasRemoved;
        _reclaimed += reclaimed;
        count.Keep();
    }

    internal RetentionReport Report() => new()
    {
        Rules = _tallies, IsDryRun = Options.IsDryRun, At = _now, Unreadable = _unreadable, ContentsReclaimed = _reclaimed, Warnings = _warnings,
    };
}
