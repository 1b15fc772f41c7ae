using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>
/// <c>table [grains] [folder] [--rounds n] [--processes n] [--out folder]</c>: one run, one table: what a grain costs, one by one, in batches and in a file
/// of a million, beside what the hardware allows.
/// </summary>
internal static class TableProgram
{
    /// <summary>The name of the files of a table, without the ending.</summary>
    internal const string FileName = "table";

    private const int DefaultGrains = 1_000_000, DefaultRounds = 7, DefaultProcesses = 3;

    /// <summary>The day, as 2026-01-31.</summary>
    internal static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static int Run(ReadOnlySpan<string> args)
    {
        int grains = DefaultGrains, rounds = DefaultRounds, processes = DefaultProcesses, given = 0;
        string folder = Path.GetTempPath();
        string output = Path.Combine(Checkout.Results, Machine.Current.Folder);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--rounds" && i + 1 < args.Length) rounds = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--processes" && i + 1 < args.Length) processes = int.Parse(args[++i], CultureInfo.InvariantCulture);
            else if (args[i] == "--out" && i + 1 < args.Length) output = args[++i];
            else if (given++ == 0) grains = int.Parse(args[i], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            else folder = args[i];
        }
        string work = Path.Combine(folder, $"openmemory-{Guid.NewGuid():N}");
        ResultSet set = processes > 1
            ? MeasureInProcesses(grains, rounds, processes, work)
            : Measure(grains, rounds, work, round => Console.Error.Write($"\rround {round + 1} of {rounds}"));
        string text = $"# One table, one run\n\n{TableText.MachineLine(set)}. Times are the best of {rounds} rounds in each of {processes} processes; made by `-- table {grains} --rounds {rounds} --processes {processes}`.\n\n{TableText.Table(set, withDetails: true)}";
        set.Write(Path.Combine(output, FileName + ".json"));
        File.WriteAllText(Path.Combine(output, FileName + ".md"), text);
        Console.Error.WriteLine();
        if (processes > 1) Console.WriteLine(text);
        return 0;
    }

    /// <summary>One process after the other, and of each row the best.</summary>
    private static ResultSet MeasureInProcesses(int grains, int rounds, int processes, string work)
    {
        string results = Path.Combine(work, "results");
        try
        {
            for (int i = 0; i < processes; i++)
            {
                string output = Path.Combine(work, "run");
                Children.Run("table", grains.ToString(CultureInfo.InvariantCulture), work, "--rounds", rounds.ToString(CultureInfo.InvariantCulture), "--processes", "1", "--out", output);
                Directory.CreateDirectory(results);
                File.Move(Path.Combine(output, FileName + ".json"), Path.Combine(results, $"{i}.json"));
            }
            return Budget.Judge(ResultSet.Read(results));
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }
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
