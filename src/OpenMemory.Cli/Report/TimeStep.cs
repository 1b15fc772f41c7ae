namespace OpenMemory.Cli.Report;

/// <summary>How long a step of the time line is.</summary>
internal enum TimeStep
{
    Hour,
    Day,
    Month,
    Year,
}
