namespace OpenMemory.Benchmarks;

/// <summary>A line of the design's budgets, and how a run is judged by it.</summary>
/// <param name="Text">What is asked.</param>
/// <param name="IsMet">The judgement of a row within its run; nothing where the run cannot tell.</param>
internal sealed record Budget(string Text, Func<ResultRow, BudgetRun, bool?> IsMet)
{
    private const double Gigabyte = 1e9;

    /// <summary>The budgets by the names of their rows.</summary>
    internal static IReadOnlyDictionary<string, Budget> All { get; } = Make();

    /// <summary>Adds to every row of a run its budget and whether it was met.</summary>
    internal static ResultSet Judge(ResultSet set)
    {
        BudgetRun run = new(set);
        return set with
        {
            Rows = [.. set.Rows.Select(row => All.TryGetValue(row.Name, out Budget? budget) ? row with { Budget = budget.TextFor(set.Machine), IsMet = budget.IsMet(row, run) } : row)],
        };
    }

    private static Dictionary<string, Budget> Make()
    {
        Dictionary<string, Budget> budgets = new()
        {
            [RowNames.Encode] = new("0 B; limit + 150 ns", static (row, _) => row.AllocatedBytes == 0 && row.Nanoseconds <= row.LimitNanoseconds + 150),
            [RowNames.Parse] = new("0 B; 250 ns", static (row, _) => row.AllocatedBytes == 0 && row.Nanoseconds <= 250),
            [RowNames.ReadField] = new("0 B; 20 ns", static (row, _) => row.AllocatedBytes == 0 && row.Nanoseconds <= 20),
            [RowNames.Batch] = new("{0} times SHA256.HashData one by one", static (row, run) =>
                BatchFactor(run.Machine) is { } factor && run.Find(RowNames.Address)?.LimitNanoseconds is { } oneByOne ? oneByOne >= factor * row.Nanoseconds : null),
            [RowNames.Open] = new("10 ms for 1 GB", static (row, run) => run.FileMegabytes(row) >= Gigabyte / 1e6 ? row.Nanoseconds < 10e6 : null),
            [RowNames.Footer] = new("90 % of the limit's speed", static (row, _) => row.LimitNanoseconds >= 0.9 * row.Nanoseconds),
            // The footer is one chain of blocks: of it, more cores make nothing faster.
            [RowNames.Verify] = new("on each core parse + address, or the footer", static (row, run) =>
                run.Find(RowNames.Parse) is { } parse && run.Find(RowNames.Address) is { } address && run.Find(RowNames.Footer) is { } footer
                    ? row.Nanoseconds <= Math.Max((parse.Nanoseconds + address.Nanoseconds) / run.Machine.Cores, footer.Nanoseconds) : null),
            [RowNames.Random] = new("0 B; 100 ns", static (row, _) => row.AllocatedBytes == 0 && row.Nanoseconds <= 100),
            [RowNames.Pack] = new("1 million a second", static (row, _) => row.Nanoseconds <= 1000),
            [RowNames.Nfc(Script.Ascii)] = new("0 B; 10 GB/s", static (row, _) => row.AllocatedBytes == 0 && TextRows.Bytes / row.Nanoseconds >= 10),
        };
        foreach (Script script in Enum.GetValues<Script>())
        {
            budgets.TryAdd(RowNames.Nfc(script), new("0 B; the limit", static (row, _) => row.AllocatedBytes == 0 && row.Nanoseconds <= row.LimitNanoseconds));
        }
        return budgets;
    }

    private static double? BatchFactor(Machine machine) => machine.Vectors switch { "AVX-512" => 6, "AVX2" => 2.5, _ => null };

    private string TextFor(Machine machine) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Text, BatchFactor(machine) is { } factor ? factor : "no");
}
