using System.Globalization;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>Rows that turn texts into one value.</summary>
internal static class TextRowChecks
{
    /// <summary>The key that makes two recommendations the same (§8.12).</summary>
    internal static RowOutcome DedupKey(VectorRow row) => Compare(
        "dedup_key",
        row.Text("dedup_key"),
        OpenMemory.DedupKey.Compute(row.Text("analyzer_id"), row.Text("target_ref"), row.Text("action_kind")));

    /// <summary>ISO 8601 to epoch milliseconds (§4.8).</summary>
    internal static RowOutcome DateTime(VectorRow row) => Compare(
        "epoch_ms",
        row["epoch_ms"].GetInt64().ToString(CultureInfo.InvariantCulture),
        EpochMilliseconds.ParseIso8601(row.Text("iso")).Value.ToString(CultureInfo.InvariantCulture));

    private static RowOutcome Compare(string check, string expected, string actual) =>
        expected == actual ? RowOutcome.Pass : RowOutcome.Fail(check, expected, actual);
}
