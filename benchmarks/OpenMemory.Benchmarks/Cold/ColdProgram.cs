using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary><c>cold [processes] [--out folder]</c>: how long the first grain takes in a fresh process, beside a warm one.</summary>
internal static class ColdProgram
{
    /// <summary>The first argument of a fresh process.</summary>
    internal const string ChildArgument = "cold-child";

    internal const string EncodeWork = "encode", ParseWork = "parse", OpenWork = "open";

    private const int DefaultProcesses = 15, GrainsInFile = 1000;

    private static readonly (string Work, string Name)[] s_works =
    [
        (EncodeWork, "encode + address a grain"), (ParseWork, "read a file of one blob, parse + validate"), (OpenWork, "open a file of 1,000 grains, parse one"),
    ];

    internal static int Run(ReadOnlySpan<string> args)
    {
        int processes = DefaultProcesses;
        string output = Path.Combine(Checkout.Results, Machine.Current.Folder);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--out" && i + 1 < args.Length) output = args[++i];
            else processes = int.Parse(args[i], CultureInfo.InvariantCulture);
        }
        string folder = Directory.CreateTempSubdirectory("openmemory-").FullName;
        try
        {
            ResultSet set = new(Machine.Current, TableProgram.Today, [.. s_works.SelectMany(work => Measure(work.Work, work.Name, Prepare(work.Work, folder), processes))]);
            set.Write(Path.Combine(output, "cold.json"));
            string text = $"# The first grain of a process\n\n{TableText.MachineLine(set)}; the median of {processes} processes, from the start of `Main`; just-in-time compiled. Made by `-- cold`.\n\n| Work | Time |\n| --- | ---: |\n"
                + string.Concat(set.Rows.Select(static row => $"| {row.Key} | {TableText.Time(row.MedianNanoseconds)} |\n"));
            File.WriteAllText(Path.Combine(output, "cold.md"), text);
            Console.WriteLine(text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static string Prepare(string work, string folder)
    {
        string path = Path.Combine(folder, work);
        if (work == OpenWork)
        {
            using MgFileWriter writer = MgFileWriter.Create(path);
            for (int i = 0; i < GrainsInFile; i++) writer.Add(Samples.Vector1(Corpus.TimeOf(i)).ToBlob());
            writer.Complete();
        }
        else File.WriteAllBytes(path, Samples.Vector1().ToBlob().Span);
        return path;
    }

    private static IEnumerable<ResultRow> Measure(string work, string name, string path, int processes)
    {
        List<double>[] times = [[], [], []];
        List<double> calibrations = [];
        for (int i = 0; i < processes; i++)
        {
            calibrations.Add(Calibration.Best());
            double[] three = RunChild(work, path);
            for (int j = 0; j < three.Length; j++) times[j].Add(three[j]);
        }
        double calibration = Statistics.Median(calibrations);
        return times.Zip((string[])["first in a process", "second", "warm"], (all, when) => new ResultRow(
            name, when, "operation", all.Min(), Statistics.Median(all), calibrations.Min(), Statistics.Typical(all) / calibration, Math.Round(Statistics.Spread(all), 3), 0));
    }

    private static double[] RunChild(string work, string path) =>
        [.. Children.Run(ChildArgument, work, path).Split(' ', StringSplitOptions.TrimEntries).Select(static one => double.Parse(one, CultureInfo.InvariantCulture))];
}
