using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Fuzzing;

/// <summary>The program behind the command line.</summary>
internal static class FuzzProgram
{
    private const long Round = 1_000_000;

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>0 when nothing was found, 1 when something was, 2 for wrong arguments.</returns>
    internal static int Run(string[] arguments, TextWriter output)
    {
        if (FuzzOptions.Parse(arguments) is not { } options)
        {
            output.WriteLine(FuzzOptions.Usage);
            return 2;
        }
        if (options.Only is { } only) return options.Kinds.All(kind => ShowOne(kind, options.Seed, only, output)) ? 0 : 1;
        long first = 0;
        do
        {
            long count = options.IsEndless ? Round : options.Cases;
            foreach (IFuzzKind kind in options.Kinds)
            {
                if (!RunKind(kind, options, first, count, output)) return 1;
            }
            first += count;
        }
        while (options.IsEndless);
        return 0;
    }

    private static bool RunKind(IFuzzKind kind, FuzzOptions options, long first, long count, TextWriter output)
    {
        FuzzRunner runner = new(kind, options.Seed, options.Workers);
        Stopwatch watch = Stopwatch.StartNew();
        Finding? finding = runner.Run(first, count);
        string from = first > 0 ? string.Create(CultureInfo.InvariantCulture, $" from {first}") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}: {runner.Tally}, seed {options.Seed}{from}, {watch.Elapsed.TotalSeconds:f1} s"));
        if (finding is not null) output.WriteLine(finding);
        return finding is null;
    }

    /// <summary>Prints one case and what became of it.</summary>
    private static bool ShowOne(IFuzzKind kind, long seed, long number, TextWriter output)
    {
        CaseRandom random = new();
        random.Start(seed, kind.Name, number);
        FuzzCase input = kind.Make(random);
        output.WriteLine($"{kind.Name}, seed {seed}, case {number}: {input.Origin}, expected {input.Expected}\nhex: {Convert.ToHexStringLower(input.Bytes)}");
        FuzzRunner runner = new(kind, seed, 1);
        Finding? finding = runner.Run(number, 1);
        output.WriteLine(finding is null ? runner.Tally.ToString() : finding.What);
        return finding is null;
    }
}
