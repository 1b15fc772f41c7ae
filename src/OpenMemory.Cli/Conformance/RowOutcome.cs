namespace OpenMemory.Cli.Conformance;

/// <summary>The outcome of one row.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Check">The check that failed, or the reason for skipping.</param>
/// <param name="Expected">What the row asks for.</param>
/// <param name="Actual">What the library gave.</param>
internal sealed record RowOutcome(RowStatus Status, string Check = "", string Expected = "", string Actual = "")
{
    internal static RowOutcome Pass { get; } = new(RowStatus.Passed);

    internal static RowOutcome Skip(string reason) => new(RowStatus.Skipped, reason);

    internal static RowOutcome Fail(string check, string expected, string actual) =>
        new(RowStatus.Failed, check, expected, actual);
}
