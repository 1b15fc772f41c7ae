using System.Globalization;

namespace OpenMemory.Benchmarks;

/// <summary>The run that a budget is judged in.</summary>
internal sealed class BudgetRun(ResultSet set)
{
    /// <summary>What it ran on.</summary>
    internal Machine Machine => set.Machine;

    /// <summary>The row of a name.</summary>
    internal ResultRow? Find(string name) => set.Rows.FirstOrDefault(row => row.Name == name);

    /// <summary>The size of the file that a row opens, in megabytes of 10^6 bytes.</summary>
    internal double FileMegabytes(ResultRow row) => double.Parse(row.Parameters.AsSpan(0, row.Parameters.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.Number, CultureInfo.InvariantCulture);
}
