using System.Globalization;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace OpenMemory.Benchmarks;

/// <summary>Adds a column of the speed, from the mean time and the parameter <c>Bytes</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BytesPerSecondColumnAttribute() : ColumnConfigBaseAttribute(new Column())
{
    private sealed class Column : IColumn
    {
        public string Id => nameof(BytesPerSecondColumnAttribute);

        public string ColumnName => "GB/s";

        public string Legend => "Bytes of UTF-8 by mean time (1 GB = 10^9 bytes)";

        public bool AlwaysShow => true;

        public bool IsNumeric => true;

        public int PriorityInCategory => 0;

        public ColumnCategory Category => ColumnCategory.Statistics;

        public UnitType UnitType => UnitType.Dimensionless;

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? ((int)benchmarkCase.Parameters["Bytes"] / statistics.Mean).ToString("0.00", CultureInfo.InvariantCulture)
            : "NA";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
    }
}
