using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary><c>compare old new [--band 0.15] [--allow-missing]</c>: 0 nothing was lost, 1 something was, 2 the arguments are of no use.</summary>
internal static class CompareProgram
{
    private const string Usage = "compare <old.json|folder> <new.json|folder> [--band 0.15] [--allow-missing]";

    internal static int Run(ReadOnlySpan<string> args, TextWriter output, TextWriter error)
    {
        double band = Comparison.DefaultBand;
        bool allowMissing = false;
        List<string> paths = [];
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--allow-missing") allowMissing = true;
            else if (args[i] == "--band")
            {
                if (++i == args.Length || !double.TryParse(args[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out band) || band is not (>= 0 and <= 1)) return Refuse(error, "--band takes a share of 0 to 1, as 0.15");
            }
            else if (args[i].StartsWith('-')) return Refuse(error, $"unknown option {args[i]}");
            else paths.Add(args[i]);
        }
        if (paths.Count != 2) return Refuse(error, "two results are compared");
        try
        {
            return Compare(ResultSet.Read(paths[0]), ResultSet.Read(paths[1]), band, allowMissing, output);
        }
        catch (InvalidDataException e)
        {
            return Refuse(error, e.Message);
        }
    }

    private static int Compare(ResultSet older, ResultSet newer, double band, bool allowMissing, TextWriter output)
    {
        IReadOnlyList<RowComparison> rows = Comparison.Compare(older, newer, band);
        if (!rows.Any(static row => row is { Old: not null, New: not null })) throw new InvalidDataException("the results have no row in common");
        output.WriteLine($"old: {TableText.MachineLine(older)}\nnew: {TableText.MachineLine(newer)}\n\n{Comparison.Text(rows)}");
        if (older.Machine.Processor != newer.Machine.Processor) output.WriteLine("The processors differ: ratios to the calibration are those of different hardware.");
        bool isGood = Comparison.IsGood(rows, allowMissing);
        int lost = rows.Count(static row => row.Verdict >= Verdict.Slower);
        output.WriteLine(isGood ? $"{rows.Count} rows, nothing lost" : $"{lost} of {rows.Count} rows are slower, allocate more, or are missing");
        return isGood ? 0 : 1;
    }

    private static int Refuse(TextWriter error, string why)
    {
        error.WriteLine($"{why}\nusage: {Usage}");
        return 2;
    }
}
