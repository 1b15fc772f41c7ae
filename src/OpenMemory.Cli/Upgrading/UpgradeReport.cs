using System.Globalization;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Upgrading;

/// <summary>Says what became of each grain that is not current, and counts them all.</summary>
internal sealed class UpgradeReport(TextWriter writer)
{
    private readonly long[] _counts = new long[Enum.GetValues<UpgradeOutcome>().Length];

    private long _unreadable;

    internal void Add(GrainUpgrade upgrade)
    {
        _counts[(int)upgrade.Outcome]++;
        if (upgrade.Outcome == UpgradeOutcome.Current) return;
        string outcome = upgrade.Outcome.ToString().ToLowerInvariant();
        string to = upgrade.Successor is { } successor ? $" -> {successor.Address}" : "";
        WriteLine($"{outcome} {upgrade.Original.Blob.Address}{to}");
        WriteLine($"  {upgrade.Original.Grain.TypeName ?? "opaque"}: {string.Join("; ", upgrade.Changes)}");
        if (upgrade.Fault.IsFault) WriteLine($"  {upgrade.Fault}");
        if (upgrade.Proposal is { } proposal && proposal.Type != upgrade.Original.Grain.Type) WriteLine($"  proposal: {GrainJson.ToJson(proposal)}");
    }

    internal void AddUnreadable(ContentAddress address, in OmsFault fault)
    {
        _unreadable++;
        WriteLine($"unreadable {address}");
        WriteLine($"  {fault}");
    }

    /// <summary>Writes the counts.</summary>
    /// <returns>The exit code: grains that cannot be read are bad data.</returns>
    internal int Finish()
    {
        string unreadable = _unreadable > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_unreadable} unreadable") : "";
        WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{CountText.Of(_counts.Sum() + _unreadable, "grain")}: {Count(UpgradeOutcome.Upgraded)} upgraded, {Count(UpgradeOutcome.Current)} current, {Count(UpgradeOutcome.Protected)} protected, {Count(UpgradeOutcome.Undecided)} undecided{unreadable}"));
        return _unreadable > 0 ? ExitCode.BadData : ExitCode.Done;
    }

    private long Count(UpgradeOutcome outcome) => _counts[(int)outcome];

    private void WriteLine(string line) => writer.WriteLine(PlainText.Clean(line));
}
