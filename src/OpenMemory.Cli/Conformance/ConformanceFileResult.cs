namespace OpenMemory.Cli.Conformance;

/// <summary>What became of the rows of one vector file. Every row counts once.</summary>
internal sealed class ConformanceFileResult(string name)
{
    private readonly List<ConformanceFailure> _failures = [];
    private readonly SortedDictionary<string, int> _skipReasons = new(StringComparer.Ordinal);

    internal string Name { get; } = name;

    internal int Passed { get; private set; }
    internal int Failed => _failures.Count;
    internal int Skipped => _skipReasons.Values.Sum();

    internal IReadOnlyList<ConformanceFailure> Failures => _failures;

    /// <summary>How many rows were skipped, by reason.</summary>
    internal IReadOnlyDictionary<string, int> SkipReasons => _skipReasons;

    internal void Add(VectorRow row, RowOutcome outcome)
    {
        switch (outcome.Status)
        {
            case RowStatus.Passed:
                Passed++;
                break;
            case RowStatus.Skipped:
                _skipReasons[outcome.Check] = _skipReasons.GetValueOrDefault(outcome.Check) + 1;
                break;
            default:
                _failures.Add(new ConformanceFailure(row.Name, row.Section, outcome.Check, outcome.Expected, outcome.Actual));
                break;
        }
    }
}
