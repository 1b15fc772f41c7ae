using System.Globalization;

namespace OpenMemory.Cli.Inspection;

/// <summary>A summary in the words and the order in which both the table and the JSON show it.</summary>
internal sealed class SummaryView
{
    /// <summary>How many namespaces are listed unless said; the others are only counted.</summary>
    internal const int MaxNamespaces = 20;

    internal SummaryView(FileSummary summary, int maxNamespaces = MaxNamespaces)
    {
        Types = [.. Enumerable.Range(0, 256).Where(i => summary.Types[i] > 0).Select(i => (TypeName((byte)i), summary.Types[i]))];
        Sensitivities = [.. Enumerable.Range(0, 4).Where(i => summary.Sensitivities[i] > 0)
            .Select(i => (((Sensitivity)i).ToString().ToLowerInvariant(), summary.Sensitivities[i]))];
        List<KeyValuePair<byte[], long>> namespaces = [.. summary.Namespaces];
        namespaces.Sort(static (left, right) => right.Value != left.Value
            ? right.Value.CompareTo(left.Value)
            : left.Key.AsSpan().SequenceCompareTo(right.Key));
        Namespaces = [.. namespaces.Take(maxNamespaces).Select(static pair => (CommandContext.Utf8.GetString(pair.Key), pair.Value))];
        MoreNamespaces = namespaces.Count - Namespaces.Count;
        InMoreNamespaces = namespaces.Skip(maxNamespaces).Sum(static pair => pair.Value) + summary.InUnkeptNamespaces;
        if (summary.Latest != 0)
        {
            From = Time(summary.Earliest);
            To = Time(summary.Latest);
        }
        Smallest = summary.Count == 0 ? 0 : summary.SmallestBytes;
        Mean = summary.Count == 0 ? 0 : (double)summary.TotalBytes / summary.Count;
    }

    internal IReadOnlyList<(string Name, long Count)> Types { get; }
    internal IReadOnlyList<(string Name, long Count)> Sensitivities { get; }
    internal IReadOnlyList<(string Name, long Count)> Namespaces { get; }
    internal int MoreNamespaces { get; }
    internal long InMoreNamespaces { get; }
    internal string? From { get; }
    internal string? To { get; }
    internal int Smallest { get; }
    internal double Mean { get; }

    /// <summary>The name of a type byte.</summary>
    internal static string TypeName(byte type) => Enum.IsDefined((GrainType)type) && type != 0
        ? ((GrainType)type).ToString().ToLowerInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"type 0x{type:x2}");

    /// <summary>A time of a header.</summary>
    internal static string Time(uint seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
