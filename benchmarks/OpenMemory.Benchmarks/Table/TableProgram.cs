using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>
/// <c>table [grains] [folder] [--rounds n] [--out folder]</c>: one run, one table: what a grain costs, one by one, in batches and in a file
/// of a million, beside what the hardware allows.
/// </summary>
internal static class TableProgram
{
    /// <summary>The name of the files of a table, without the ending.</summary>
    internal const string FileName = "table";

    private const int DefaultGrains = 1_000_000, DefaultRounds = 15;

    /// <summary>The day, as 2026-01-31.</summary>
    internal static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static int Run(ReadOnlySpan<string> args)
    {
        int grains = DefaultGrains, rounds = DefaultRounds, given = 0;
        string folder = Path.GetTempPath();
        string? output = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--rounds" && i + 1 < args.Length) rounds = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--out" && i + 1 < args.Length) output = args[++i];
            else if (given++ == 0) grains = int.Parse(args[i], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            else folder = args[i];
        }
        ResultSet set = Measure(grains, rounds, Path.Combine(folder, $"openmemory-{Guid.NewGuid():N}"), round => Console.Error.Write($"\rround {round + 1} of {rounds}"));
        output ??= Path.Combine(Checkout.Results, set.Machine.Folder);
        string text = $"# One table, one run\n\n{TableText.MachineLine(set)}. Times are the best of {rounds} rounds in turns; made by `-- table {grains}`.\n\n{TableText.Table(set, withDetails: true)}";
        set.Write(Path.Combine(output, FileName + ".json"));
        File.WriteAllText(Path.Combine(output, FileName + ".md"), text);
        Console.Error.WriteLine();
        Console.WriteLine(text);
        return 0;
    }

    /// <summary>Makes the grains, checks every row, measures and judges.</summary>
    internal static ResultSet Measure(int grains, int rounds, string folder, Action<int>? progress = null)
    {
        using Corpus corpus = Corpus.Create(grains, folder);
        using FileRows files = new(corpus, isLarge: grains >= DefaultGrains);
        TableWork[] rows = [.. new GrainRows(corpus).All(), .. files.All(), .. TextRows.All()];
        return Budget.Judge(new(Machine.Current, Today, Harness.Measure(rows, rounds, progress)));
    }
}
