using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace OpenMemory.Benchmarks;

/// <summary>Measures the calibration before and after each benchmark, while its process waits, and adds it to the report.</summary>
internal sealed class CalibrationDiagnoser : IDiagnoser
{
    /// <summary>The name of the metric, in nanoseconds.</summary>
    internal const string MetricName = "Calibration";

    private const int Times = 5;

    private readonly Dictionary<BenchmarkCase, List<double>> _samples = [];

    public IEnumerable<string> Ids => [nameof(CalibrationDiagnoser)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (signal is not (HostSignal.BeforeAnythingElse or HostSignal.AfterAll)) return;
        if (!_samples.TryGetValue(parameters.BenchmarkCase, out List<double>? samples)) _samples[parameters.BenchmarkCase] = samples = [];
        for (int i = 0; i < Times; i++) samples.Add(Calibration.Best());
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) =>
        _samples.TryGetValue(results.BenchmarkCase, out List<double>? samples) ? [new(new Descriptor(), Statistics.Median(samples))] : [];

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    private sealed class Descriptor : IMetricDescriptor
    {
        public string Id => MetricName;

        public string DisplayName => MetricName;

        public string Legend => "SHA256.HashData of 64 KB beside this benchmark";

        public string NumberFormat => "N0";

        public UnitType UnitType => UnitType.Dimensionless;

        public string Unit => "ns";

        public bool TheGreaterTheBetter => false;

        public int PriorityInCategory => 0;

        public bool GetIsAvailable(Metric metric) => true;
    }
}
