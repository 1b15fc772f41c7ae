using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace OpenMemory.Benchmarks;

/// <summary>
/// <c>[run] [--out file.json] …</c>: BenchmarkDotNet with its own arguments, a calibration beside each benchmark, and the figures in the
/// format that is compared.
/// </summary>
internal static class RunProgram
{
    internal static int Run(ReadOnlySpan<string> args)
    {
        List<string> rest = [];
        string path = Path.Combine("BenchmarkDotNet.Artifacts", "run.json");
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--out" && i + 1 < args.Length) path = args[++i];
            else rest.Add(args[i]);
        }
        IConfig config = DefaultConfig.Instance.AddDiagnoser(new CalibrationDiagnoser());
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run([.. rest], config)];
        ResultRow[] rows = [.. summaries.SelectMany(static summary => summary.Reports).Where(static report => report.ResultStatistics is not null).Select(ToRow)];
        int failed = summaries.Sum(static summary => summary.BenchmarksCases.Length) - rows.Length;
        if (rows.Length == 0) return failed > 0 || summaries.Any(static summary => summary.HasCriticalValidationErrors) ? 1 : 0;
        new ResultSet(Machine.Current, TableProgram.Today, rows).Write(path);
        Console.WriteLine($"// {rows.Length} figures in {path}");
        return failed > 0 ? 1 : 0;
    }

    /// <summary>The figures of one benchmark.</summary>
    internal static ResultRow ToRow(BenchmarkReport report)
    {
        BenchmarkCase benchmark = report.BenchmarkCase;
        var times = report.ResultStatistics!;
        double calibration = report.Metrics.TryGetValue(CalibrationDiagnoser.MetricName, out Metric? metric) ? metric.Value : throw new InvalidOperationException("No calibration was measured beside the benchmark.");
        string parameters = string.Join(", ", benchmark.Parameters.Items.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Name}={one.Value}")));
        double spread = (times.Median - times.Percentiles.Percentile(10)) / times.Q1;
        return new(
            $"{benchmark.Descriptor.Type.Name}: {benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')}", parameters, "operation", times.Min, times.Median, calibration,
            times.Q1 / calibration, Math.Round(spread, 3), report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0);
    }
}
