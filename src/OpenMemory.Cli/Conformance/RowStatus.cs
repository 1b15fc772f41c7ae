namespace OpenMemory.Cli.Conformance;

/// <summary>What became of a row of a vector file.</summary>
internal enum RowStatus
{
    Passed,
    Failed,
    Skipped,
}
