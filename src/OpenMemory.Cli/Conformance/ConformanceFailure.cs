namespace OpenMemory.Cli.Conformance;

/// <summary>A row that failed.</summary>
/// <param name="Row">Its name.</param>
/// <param name="Section">Its section of the specification.</param>
/// <param name="Check">What was tried.</param>
/// <param name="Expected">What the row asks for.</param>
/// <param name="Actual">What the library gave.</param>
internal sealed record ConformanceFailure(string Row, string Section, string Check, string Expected, string Actual)
{
    public override string ToString() =>
        $"{Row}{(Section.Length == 0 ? "" : $" (section {Section})")}, {Check}: expected {Expected}, got {Actual}";
}
